using System.CommandLine;
using System.Globalization;
using PrivateInvoke.Terraform.Packaging;

namespace PrivateInvoke.Cli;

/// <summary><c>package [--runtime aot|ready-to-run]</c></summary>
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
        ModuleFlags.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(
            ModuleFlags.Read(parsed), Read(parsed) with { Output = parsed.GetValue(Output) }, cancel));
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

    private static async Task<int> RunAsync(RootModule module, PackageOptions options, CancellationToken cancel)
    {
        FunctionPackages.RequireRealPackages(options);
        var configuration = await module.PlanAsync(cancel);
        foreach (var zip in await FunctionPackages.MakeAsync(module, options, configuration.Plan, cancel))
        {
            var glibc = zip.Glibc is { } version ? $", glibc {version} or newer" : "";
            module.Terminal.Line($"{Path.GetRelativePath(module.Terminal.Folder, zip.Path)}");
            module.Terminal.Line($"  {Packager.Name(zip.Runtime)} for {zip.RuntimeIdentifier}, {Megabytes(zip.ZipBytes)} ({Megabytes(zip.UnpackedBytes)} unpacked){glibc}");
            module.Terminal.Line($"  sha256 {zip.Sha256}");
        }

        return ExitCode.Success;
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}

internal sealed record PackageOptions
{
    /// <summary>Null: native code where the toolchain for it is.</summary>
    public PackageRuntime? Runtime { get; init; }

    /// <summary>Where the zips go; null: where the plan looks for them.</summary>
    public string? Output { get; init; }

    public bool AllowStandIns { get; init; }
}
