using System.CommandLine;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.Cli;

/// <summary>Where a verb's plan comes from: <c>--plan FILE</c>, or <c>--infra</c>, <c>--var</c> and their like.</summary>
internal abstract record PlanSource
{
    private static readonly Option<string?> Plan = new("--plan")
    {
        Description = "A plan or state as JSON (terraform show -json), in place of --infra. -: standard input.",
        HelpName = "FILE",
    };

    private PlanSource()
    {
    }

    /// <summary>As it was given: for messages.</summary>
    public abstract string Name { get; }

    /// <returns>The plan, and where what is found out about it is kept; null where nothing is.</returns>
    public abstract Task<(PlanDocument Plan, PlanFindings? Findings)> ReadAsync(CancellationToken cancel);

    public static void AddTo(Command command)
    {
        ModuleFlags.AddTo(command);
        command.Add(Plan);
    }

    public static PlanSource Read(ParseResult parsed)
    {
        if (parsed.GetValue(Plan) is not { } file)
            return new Folder(ModuleFlags.Read(parsed));

        foreach (var (option, isGiven) in new[]
        {
            ("--infra", parsed.GetValue(ModuleFlags.Infra) is not null),
            ("--var", parsed.GetValue(ModuleFlags.Var) is { Length: > 0 }),
            ("--var-file", parsed.GetValue(ModuleFlags.VarFile) is { Length: > 0 }),
            ("--workspace", parsed.GetValue(ModuleFlags.Workspace) is not null),
        })
        {
            if (isGiven)
                throw new ProblemException($"--plan '{file}' is a plan already, and {option} says what to plan.", $"Leave --plan or {option} out.");
        }

        return new File(file, Terminal.Of(parsed));
    }

    /// <summary>A root module, to be planned.</summary>
    public sealed record Folder(RootModule Module) : PlanSource
    {
        public override string Name => Module.Name;

        public override async Task<(PlanDocument Plan, PlanFindings? Findings)> ReadAsync(CancellationToken cancel)
        {
            var planned = await Module.PlanAsync(cancel);
            return (planned.Plan, planned.Findings);
        }
    }

    /// <summary>A plan or state in JSON; <c>-</c> is standard input.</summary>
    public sealed record File(string Path, Terminal Terminal) : PlanSource
    {
        public override string Name => Path;

        public override async Task<(PlanDocument Plan, PlanFindings? Findings)> ReadAsync(CancellationToken cancel)
        {
            if (Path == "-")
            {
                await using var input = Console.OpenStandardInput();
                return (await PlanReader.ReadAsync(input, "standard input", cancel), null);
            }

            try
            {
                await using var stream = System.IO.File.OpenRead(Terminal.Full(Path));
                return (await PlanReader.ReadAsync(stream, Path, cancel), null);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ProblemException($"--plan '{Path}' cannot be read: {e.Message}", "Name a file that exists, made with: terraform show -json PLANFILE", e);
            }
        }
    }
}
