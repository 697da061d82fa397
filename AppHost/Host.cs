using PrivateInvoke;

namespace AppHost;

/// <summary>Which host starts: Aspire's where this build has it, unless the embedded one is asked for.</summary>
internal static class Host
{
    public static Task<int> RunAsync(HostOptions options, IReadOnlyList<string> aspire, bool embedded, CancellationToken cancel)
    {
#if ASPIRE
        if (!embedded)
            return AspireHost.RunAsync(options, [.. aspire], cancel);
#endif
        if (aspire.Count > 0)
        {
            throw new ProblemException(
                $"{aspire[0]} is Aspire's, and {(embedded ? "the embedded host has" : "this build has")} no Aspire.",
                embedded ? "Leave out --embedded." : "Leave it out, or build with a package feed that carries Aspire.Hosting.");
        }

        return options.TestTool
            ? throw new ProblemException(
                "--test-tool is for Aspire, which the embedded host does without.", "Leave it out, or start where the package feed carries Aspire.Hosting.")
            : EmbeddedHost.RunAsync(options, cancel);
    }
}
