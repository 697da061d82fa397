using System.CommandLine;
using PrivateInvoke;

namespace AppHost;

/// <summary>The command line: the host itself, and the verbs.</summary>
internal static partial class Cli
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

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The front door's port; the interface endpoint and the Lambda API take the next two. 0: free ports.",
        DefaultValueFactory = _ => 5080,
        HelpName = "N",
    };

    public static readonly Option<string?> Terraform = new("--terraform")
    {
        Description = "The terraform program. Default: the one on PATH.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> Function = new("--function")
    {
        Description = "Run this program (a .dll or an executable) for a function, named by address or function name. Repeatable.",
        HelpName = "function=FILE",
    };

    private static readonly Option<bool> FailFast = new("--fail-fast")
    {
        Description = "Abort a blocked invoke at once, instead of letting it hang as dropped packets do.",
    };

    private static readonly Option<bool> Embedded = new("--embedded")
    {
        Description = "Start the embedded host, with no Docker and no Aspire. Without Aspire in the build it is what starts anyway.",
    };

    private static readonly Option<bool> TestTool = new("--test-tool")
    {
        Description = "With Aspire: attach the functions to the Lambda Test Tool, in place of the embedded Lambda.",
    };

    public static HostOptions Options(ParseResult parsed, int port)
    {
        if (port is not 0 and (< 1 or > 65533))
            throw new ProblemException($"--port {port} is not a port that two more can follow.", "Give 1 to 65533, or 0 for free ports.");

        var repository = Repository.Of(Directory.GetCurrentDirectory());
        return HostFlags.Read(parsed, new HostOptions
        {
            Repository = repository,
            Infra = Path.GetFullPath(parsed.GetValue(Infra) ?? Path.Combine(repository, "infra")),
            Variables = Pairs("--var", parsed.GetValue(Var)),
            Programs = Pairs("--function", parsed.GetValue(Function)),
            Port = port,
            Terraform = parsed.GetValue(Terraform),
            FailFast = parsed.GetValue(FailFast),
        });
    }

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
