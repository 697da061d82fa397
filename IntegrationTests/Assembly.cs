using PrivateInvoke.IntegrationTests.Clouds;
using PrivateInvoke.IntegrationTests.Environment;
using Xunit.Sdk;
using Xunit.v3;

// Every test starts whole hosts with terraform and function processes: side by side they would only wait for each other.
[assembly: Parallelization(Mode = ParallelMode.None)]

// One repository for all: what one test has planned, the next takes from the cache, as a person's second run does.
[assembly: AssemblyFixture(typeof(TestRepository))]

// Filled by the tests of Clouds, written when all have ended.
[assembly: AssemblyFixture(typeof(Parity))]
