using System.CommandLine;
using System.CommandLine.Invocation;

namespace AppHost;

/// <summary><c>--version</c> says which packages this build stands on: a stand-in must never pass for the real thing.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var aspire = BuildRecord.Aspire is { } said ? $"; {said}" : "";
        parseResult.InvocationConfiguration.Output.WriteLine($"PrivateInvoke {BuildRecord.Version} (packages: {BuildRecord.Packages}{aspire})");
        return ExitCode.Success;
    }
}
