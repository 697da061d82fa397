using AppHost;
using PrivateInvoke;

const string Help = "dotnet run --project AppHost -- --help";
try
{
    var arguments = HostArguments.Split(args).RequireStep();
    return await CommandLine.RunAsync(Cli.Build(arguments.Aspire), [.. arguments.Own], Help);
}
catch (ProblemException problem)
{
    Screen.Error(problem.Problem, problem.Remedy);
    return ExitCode.BadInput;
}
