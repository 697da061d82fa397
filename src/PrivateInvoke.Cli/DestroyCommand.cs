using System.CommandLine;
using PrivateInvoke.Terraform.Deployment;

namespace PrivateInvoke.Cli;

/// <summary><c>destroy [--endpoint-url URL] [--backend bucket/key]</c></summary>
internal static class DestroyCommand
{
    private static readonly Option<bool> Yes = new("--yes")
    {
        Description = "Do not ask. Only AWS itself is asked for: at another endpoint nobody is.",
    };

    public static Command Build()
    {
        var command = new Command(
            "destroy",
            """
            Destroy all that deploy has made. Say the same --var, --endpoint-url and --backend as it was told.

            Exit codes: 0 destroyed, 1 it failed, 2 bad input, 130 interrupted.
            """);
        StackFlags.AddTo(command);
        command.Add(Yes);
        command.SetAction((parsed, cancel) => StackScreen.ToEndAsync(Terminal.Of(parsed), async () =>
            await RunAsync(Terminal.Of(parsed), await StackFlags.ReadAsync(parsed, ModuleFlags.Read(parsed), cancel), parsed.GetValue(Yes), cancel)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, DeploymentOptions options, bool isSure, CancellationToken cancel)
    {
        if (options.Target is DeploymentTarget.Account && !isSure && !terminal.Confirms($"Destroy all of {options.Name} at AWS?"))
            throw new ProblemException("Nobody has confirmed it: nothing was destroyed.", "Answer yes, or say --yes where nobody can be asked.");

        await using var screen = new StackScreen(terminal, options);
        var destroyed = await screen.RunAsync($"Destroying {options.Name} at {screen.Place}", one => one.DestroyAsync(cancel));
        terminal.Line($"Destroyed: {destroyed.Removed} removed.");
        return ExitCode.Success;
    }
}
