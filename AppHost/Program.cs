using AppHost;
using PrivateInvoke;

// The first Ctrl+C or SIGTERM is a request to end in order; System.CommandLine cancels the verb's token on it.
try
{
    return await Cli.Build().Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
}
catch (ProblemException problem)
{
    Screen.Error(problem.Problem, problem.Remedy);
    return ExitCode.BadInput;
}
catch (OperationCanceledException)
{
    return ExitCode.Success;
}
