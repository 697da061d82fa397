using System.CommandLine;
using PrivateInvoke.Expectations;

namespace PrivateInvoke.Cli;

/// <summary><c>--config FILE</c>: what is expected of the paths. Without it, <c>private-invoke.json</c> of the root module's folder.</summary>
internal static class ConfigFlag
{
    private static readonly Option<string?> Config = new("--config")
    {
        Description = $"Which paths must be reachable, which must not, and which findings are accepted. Default: {ExpectationFile.DefaultName} of the root module's folder, if there is one.",
        HelpName = "FILE",
    };

    public static void AddTo(Command command) => command.Add(Config);

    /// <returns>Null where there is none.</returns>
    public static ExpectationFile? Read(ParseResult parsed, PlanSource source, TimeProvider time)
    {
        var named = parsed.GetValue(Config);
        var file = named ?? (source is PlanSource.Folder { Module.Directory: var folder } ? Path.Combine(folder, ExpectationFile.DefaultName) : null);
        if (file is null || (named is null && !File.Exists(file)))
            return null;

        try
        {
            return ExpectationFile.Read(File.ReadAllBytes(Terminal.Of(parsed).Full(file)), named ?? ExpectationFile.DefaultName, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException($"--config '{file}' cannot be read: {e.Message}", "Name a file that exists.", e);
        }
    }
}
