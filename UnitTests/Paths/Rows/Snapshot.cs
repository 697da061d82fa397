namespace PrivateInvoke.UnitTests.Paths.Rows;

/// <summary>
/// Compares a text with a file of Snapshots/, exactly. What came instead is written beside the built copy as <c>NAME.received.txt</c>:
/// moved over the file in the source tree, it is the new snapshot.
/// </summary>
internal static class Snapshot
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Snapshots");

    public static void Matches(string name, string text)
    {
        var expected = Path.Combine(Folder, $"{name}.txt");
        var received = Path.Combine(Folder, $"{name}.received.txt");
        var wanted = File.Exists(expected) ? Lines(File.ReadAllText(expected)) : [];
        var given = Lines(text);
        if (wanted.SequenceEqual(given))
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Folder);
        File.WriteAllText(received, string.Join('\n', given) + "\n");
        Assert.Fail($"{name}: {FirstDifference(wanted, given)}\nReceived: {received}");
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static string FirstDifference(string[] wanted, string[] given)
    {
        var at = 0;
        while (at < wanted.Length && at < given.Length && wanted[at] == given[at])
            at++;
        return $"line {at + 1}\n- {Line(wanted, at)}\n+ {Line(given, at)}";
    }

    private static string Line(string[] lines, int at) => at < lines.Length ? lines[at] : "(no line)";
}
