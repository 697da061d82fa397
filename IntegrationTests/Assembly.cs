using PrivateInvoke.IntegrationTests.Clouds;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.IntegrationTests.Packaging;
using Xunit.Sdk;
using Xunit.v3;

// A test waits for what it has started more than it computes, on ports, folders and processes of its own: on two cores a third and a
// fourth fill what two leave. What measures a browser runs alone.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 4)]

[assembly: TestCollectionOrderer(typeof(ShortLast))]

// One repository for all: what one test has planned, the next takes from the cache, as a person's second run does.
[assembly: AssemblyFixture(typeof(TestRepository))]

// Filled by the tests of Clouds, written when all have ended.
[assembly: AssemblyFixture(typeof(Parity))]

// Packed once for all that install them.
[assembly: AssemblyFixture(typeof(PackedFeed))]

// Started by the first test that deploys something.
[assembly: AssemblyFixture(typeof(MotoServer))]
