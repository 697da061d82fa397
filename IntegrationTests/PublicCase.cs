using System.Runtime.CompilerServices;

namespace PrivateInvoke.IntegrationTests;

/// <summary>A configuration of Cases/, made from a public report. Cases/expect.tsv has AWS's answer, and the page that gives it.</summary>
/// <param name="Verdict"><c>Reachable</c>, <c>Blocked</c>, <c>Undecided</c>; <c>refused</c> and <c>none</c> are exit code 2.</param>
/// <param name="Hop">Where it stops; <c>-</c> is none.</param>
internal sealed record PublicCase(string Name, IReadOnlyList<string> Arguments, string Verdict, string Hop)
{
    private static readonly string Cases = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Cases");

    public static IReadOnlyList<PublicCase> All { get; } =
        [.. File.ReadLines(Path.Combine(Cases, "expect.tsv")).Skip(1).Select(line => Of(line.Split('\t')))];

    public string Folder => Path.Combine(Cases, Name);

    public bool IsJudged => Verdict is not ("refused" or "none");

    public static PublicCase Named(string name) => All.Single(one => one.Name == name);

    /// <summary>Of <c>check</c>. Whoever checks a case in the same repository takes its plan from the cache.</summary>
    public IEnumerable<string> Check(params IEnumerable<string> arguments) => ["check", "--infra", Folder, .. Arguments, .. arguments];

    /// <summary>The values that an option of <c>check</c> has.</summary>
    public IEnumerable<string> Options(string name) => Arguments.Zip(Arguments.Skip(1)).Where(pair => pair.First == name).Select(pair => pair.Second);

    /// <summary>A file's path is relative to where the user is, who is in the case's folder here.</summary>
    private static PublicCase Of(string[] row) => new(
        row[0],
        [.. row[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(argument => argument.EndsWith(".tfvars", StringComparison.Ordinal) ? Path.Combine(Cases, row[0], argument) : argument)],
        row[2].Split(' ')[0],
        row[3]);

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
