using System.Text.RegularExpressions;

namespace PrivateInvoke.Terraform.Packaging;

/// <summary>What <c>dotnet publish</c> said: <c>/src/Caller/Program.cs(3,5): error CS1002: ; expected [/src/Caller/Caller.csproj]</c></summary>
internal sealed partial class PublishOutput(string sources)
{
    private readonly string _prefix = Path.TrimEndingDirectorySeparator(sources) + Path.DirectorySeparatorChar;
    private readonly List<string> _errors = [];
    private readonly List<string> _warnings = [];
    private readonly List<string> _others = [];

    /// <summary>Each said once, without the folder that all sources are in and without the project that MSBuild adds.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What neither is: where there is no error line, its end is the best there is.</summary>
    public IReadOnlyList<string> Others => _others;

    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;

        var match = Message().Match(line);
        var found = !match.Success ? _others : match.Groups["kind"].Value == "error" ? _errors : _warnings;
        var text = TrailingProject().Replace(line, "").Replace(_prefix, "", StringComparison.Ordinal).Trim();
        if (!found.Contains(text))
            found.Add(text);
    }

    [GeneratedRegex(@"(^|: )\s*([\w ]+ )?(?<kind>error|warning)( \w+)? ?: ")]
    private static partial Regex Message();

    [GeneratedRegex(@" \[[^\]]+\]$")]
    private static partial Regex TrailingProject();
}
