using System.CommandLine;
using PrivateInvoke.Terraform.Deployment;

namespace PrivateInvoke.Cli;

/// <summary><c>drift [--endpoint-url URL] [--backend bucket/key]</c></summary>
internal static class DriftCommand
{
    public static Command Build()
    {
        var command = new Command(
            "drift",
            """
            Say what has been changed by other tools since the last deploy. Nothing is changed. Say the same --var, --endpoint-url and --backend as deploy was told.

            Exit codes: 0 none, 4 drifted, 2 bad input, 130 interrupted.
            """);
        StackFlags.AddTo(command);
        command.SetAction((parsed, cancel) => StackScreen.ToEndAsync(async () =>
            await RunAsync(await StackFlags.ReadAsync(parsed, ModuleFlags.Read(parsed), cancel), cancel)));
        return command;
    }

    private static async Task<int> RunAsync(DeploymentOptions options, CancellationToken cancel)
    {
        var drifted = await StackScreen.RunAsync(
            $"Looking at {options.Name} at {StackScreen.Place(options)}", options, one => one.DetectDriftAsync(cancel));
        foreach (var address in drifted)
            Screen.Line(address);

        Screen.Line(drifted.Count == 0
            ? "No drift: everything is as it was deployed."
            : $"Drift: {drifted.Count} changed by another tool. deploy undoes what the configuration speaks of; what it does not speak of, such as a rule added to a group, is to be taken away by hand.");
        return drifted.Count == 0 ? ExitCode.Success : ExitCode.Drifted;
    }
}
