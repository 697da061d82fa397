using Xunit.v3;

// Many tests wait for a process or a clock more than they compute: on two cores a third and a fourth fill what two leave.
[assembly: Parallelization(MaxThreads = 4)]
