using System.CommandLine;
using PrivateInvoke.Terraform.Packaging;

namespace AppHost;

/// <summary>The options of <c>package</c>. Those that say how a package is made are the same wherever packages are made.</summary>
internal static class PackageCommand
{
    private static readonly Dictionary<string, PackageRuntime> Runtimes = Enum.GetValues<PackageRuntime>().ToDictionary(Packager.Name);

    private static readonly Option<string?> Runtime = new Option<string?>("--runtime")
    {
        Description = "How the functions are compiled. Default: aot where clang or gcc can link for their architecture, else ready-to-run.",
        HelpName = string.Join('|', Runtimes.Keys),
    }.AcceptOnlyFromAmong([.. Runtimes.Keys]);

    private static readonly Option<bool> AllowStandIns = new("--allow-stand-ins")
    {
        Description = "Package although this build has stand-ins in place of AWS's packages. Not for AWS.",
    };

    private static readonly Option<string?> Output = new("--output")
    {
        Description = "The zips' folder. Default: where the Terraform variables caller_package and callee_package say.",
        HelpName = "DIR",
    };

    public static Command Build()
    {
        var command = new Command("package", "Publish both functions for Lambda and zip them, each with an executable bootstrap; the same sources give the same bytes.");
        AddTo(command);
        command.Add(Output);
        command.Add(Cli.Infra);
        command.Add(Cli.Var);
        command.Add(Cli.Terraform);
        command.SetAction((parsed, cancel) => PackageVerb.RunAsync(
            Cli.Options(parsed, port: 0), Read(parsed) with { Output = parsed.GetValue(Output) }, cancel));
        return command;
    }

    public static void AddTo(Command command)
    {
        command.Add(Runtime);
        command.Add(AllowStandIns);
    }

    public static PackageOptions Read(ParseResult parsed) => new()
    {
        Runtime = parsed.GetValue(Runtime) is { } name ? Runtimes[name] : null,
        AllowStandIns = parsed.GetValue(AllowStandIns),
    };
}
