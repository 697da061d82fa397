using Xunit.Sdk;
using Xunit.v3;

// Every test starts whole hosts with terraform and function processes: side by side they would only wait for each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
