using System.CommandLine;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Answers;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.Cli;

/// <summary>The options that name a root module and what it is planned with.</summary>
internal static class ModuleFlags
{
    public static readonly Option<string?> Infra = new("--infra")
    {
        Description = "The Terraform root module to plan. Default: infra/ of the current directory's repository.",
        HelpName = "DIR",
    };

    public static readonly Option<string[]> Var = new("--var")
    {
        Description = "A Terraform input variable, as in terraform plan -var. Repeatable.",
        HelpName = "name=value",
    };

    public static readonly Option<string[]> VarFile = new("--var-file")
    {
        Description = "A file of Terraform input variables, as in terraform plan -var-file. Repeatable.",
        HelpName = "FILE",
    };

    public static readonly Option<string?> Workspace = new("--workspace")
    {
        Description = "What terraform.workspace is in the plan. Default: default.",
        HelpName = "NAME",
    };

    private static readonly Option<bool> AllowExternal = new("--allow-external")
    {
        Description = "Run the programs of external data sources. Otherwise what they print is not known.",
    };

    private static readonly Option<string?> Terraform = new("--terraform")
    {
        Description = "The terraform program, such as tofu. Default: terraform, or tofu where only that is on PATH.",
        HelpName = "FILE",
    };

    public static void AddTo(Command command)
    {
        command.Add(Infra);
        command.Add(Var);
        command.Add(VarFile);
        command.Add(Workspace);
        command.Add(AllowExternal);
        command.Add(Terraform);
    }

    public static RootModule Read(ParseResult parsed)
    {
        var terminal = Terminal.Of(parsed);
        var repository = Repository.Of(terminal.Folder);
        return new RootModule
        {
            Terminal = terminal,
            Directory = terminal.Full(parsed.GetValue(Infra) ?? Path.Combine(repository, "infra")),
            Artifacts = Path.Combine(repository, "artifacts"),
            Variables = Pairs("--var", parsed.GetValue(Var)),
            VariableFiles = [.. (parsed.GetValue(VarFile) ?? []).Select(file => Existing(terminal, file))],
            WorkspaceName = parsed.GetValue(Workspace),
            AllowExternal = parsed.GetValue(AllowExternal),
            Executable = parsed.GetValue(Terraform),
        };
    }

    /// <summary>Relative to where the user is: terraform runs somewhere else.</summary>
    private static string Existing(Terminal terminal, string file) => File.Exists(terminal.Full(file))
        ? terminal.Full(file)
        : throw new ProblemException($"--var-file '{file}' is not there.", "Name a file that exists: its path is relative to the current directory.");

    public static Dictionary<string, string> Pairs(string option, string[]? values)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var value in values ?? [])
        {
            var equals = value.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new ProblemException($"{option} '{value}' has no name and value.", $"Write {option} name=value.");

            // As in terraform, the last one wins.
            pairs[value[..equals]] = value[(equals + 1)..];
        }

        return pairs;
    }
}

/// <summary>A root module as the command line names it.</summary>
internal sealed record RootModule : VariableArguments
{
    public required Terminal Terminal { get; init; }

    /// <summary>Absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The folder of everything that is generated.</summary>
    public required string Artifacts { get; init; }

    /// <summary>What <c>terraform.workspace</c> is; null is <c>default</c>.</summary>
    public string? WorkspaceName { get; init; }

    public bool AllowExternal { get; init; }

    /// <summary>Null: the terraform on PATH.</summary>
    public string? Executable { get; init; }

    /// <summary>The folder as a person would write it here.</summary>
    public string Name { get => field ?? Path.GetRelativePath(Terminal.Folder, Directory); init; }

    private TerraformProduct Product => TerraformProduct.Used(Executable);

    public ModuleWatch Watch() => new(Directory, Artifacts, TimeProvider.System, this, product: Product);

    /// <summary>Where its addresses are written; files as the repository's root sees them, which is what a code host wants.</summary>
    public SourceMap Sources() => SourceMap.Read(Directory, Repository.Of(Directory), Product);

    /// <summary>Plans once.</summary>
    public async Task<PlannedConfiguration> PlanAsync(CancellationToken cancel)
    {
        if (Terminal.Planner is { } lent)
            return await PlanAsync(lent, cancel);

        await using var planner = new KeptPlanner();
        return await PlanAsync(planner, cancel);
    }

    /// <summary>Plans without an account, with progress on standard error.</summary>
    public async Task<PlannedConfiguration> PlanAsync(KeptPlanner planner, CancellationToken cancel)
    {
        var request = new PlanRequest
        {
            Directory = Directory,
            Artifacts = Artifacts,
            Variables = Variables,
            VariableFiles = VariableFiles,
            WorkspaceName = WorkspaceName,
            AllowExternal = AllowExternal,
            Executable = Executable,
        };
        var configuration = await Terminal.ProgressAsync($"Planning {Name}", step =>
            planner.PlanAsync(request, new StepProgress(step), cancel));
        if (configuration.FromCache)
            Terminal.Note($"{Name} is unchanged: its plan is taken from the cache.");
        foreach (var line in PlanWarnings.Lines(configuration.Diagnostics))
            Terminal.Warning(line);

        return configuration;
    }

    /// <summary>Reports in order and on the reporting thread, which <see cref="Progress{T}"/> does not.</summary>
    private sealed class StepProgress(Action<string> step) : IProgress<TerraformProgress>
    {
        public void Report(TerraformProgress value)
        {
            // These are too fine for a status line.
            var text = value is TerraformProgress.ResourceEnded or TerraformProgress.DiagnosticReported ? null : ProgressText.Of(value);
            if (text is not null)
                step(text);
        }
    }
}
