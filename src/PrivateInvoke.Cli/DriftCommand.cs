using System.CommandLine;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Stacks;

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
        command.SetAction((parsed, cancel) => StackScreen.ToEndAsync(Terminal.Of(parsed), async () =>
            await RunAsync(Terminal.Of(parsed), await StackFlags.ReadAsync(parsed, ModuleFlags.Read(parsed), cancel), cancel)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, DeploymentOptions options, CancellationToken cancel)
    {
        StackState.Drifted? drift = null;
        await using var screen = new StackScreen(terminal, options);
        await screen.RunAsync(
            $"Looking at {options.Name} at {screen.Place}", one => one.DetectDriftAsync(cancel),
            state => drift = state as StackState.Drifted ?? drift);
        if (drift is null)
        {
            terminal.Line("No drift: everything is as it was deployed.");
            return ExitCode.Success;
        }

        foreach (var line in DriftText.Lines(drift, screen.Place))
            terminal.Line(line);

        var changed = drift.Addresses.Count - drift.EmulatorsOwn.Count;
        if (changed == 0)
        {
            terminal.Line("No drift but the emulator's own.");
            return ExitCode.Success;
        }

        if (!drift.IsGone)
        {
            terminal.Line(
                $"Drift: {changed} changed by another tool. deploy undoes what the configuration speaks of; what it does not speak of, such as a rule added to a group, is to be taken away by hand.");
        }

        return ExitCode.Drifted;
    }
}
