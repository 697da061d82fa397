using System.CommandLine;
using PrivateInvoke;
using PrivateInvoke.Plan;

namespace AppHost;

/// <summary><c>--plan FILE</c>, in place of <c>--infra</c> and <c>--var</c>.</summary>
internal static class PlanFile
{
    public static readonly Option<string?> Option = new("--plan")
    {
        Description = "A plan or state as JSON (terraform show -json), in place of --infra. -: standard input.",
        HelpName = "FILE",
    };

    public static PlanSource SourceOf(ParseResult parsed)
    {
        if (parsed.GetValue(Option) is not { } file)
            return new PlanSource.Folder(Cli.Options(parsed, port: 0));

        foreach (var (option, isGiven) in new[]
        {
            ("--infra", parsed.GetValue(Cli.Infra) is not null),
            ("--var", parsed.GetValue(Cli.Var) is { Length: > 0 }),
        })
        {
            if (isGiven)
                throw new ProblemException($"--plan '{file}' is a plan already, and {option} says what to plan.", $"Leave --plan or {option} out.");
        }

        return new PlanSource.File(file);
    }

    public static async Task<PlanDocument> ReadAsync(string file, CancellationToken cancel)
    {
        if (file == "-")
        {
            await using var input = Console.OpenStandardInput();
            return await PlanReader.ReadAsync(input, "standard input", cancel);
        }

        try
        {
            await using var stream = File.OpenRead(file);
            return await PlanReader.ReadAsync(stream, file, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"--plan '{file}' cannot be read: {e.Message}", "Name a file that exists, made with: terraform show -json PLANFILE", e);
        }
    }
}
