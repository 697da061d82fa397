namespace PrivateInvoke.IntegrationTests.Resilience;

/// <summary>The TCP addresses on which a process listens, as Linux has them: <c>0100007F:13D8</c>.</summary>
internal static class Listeners
{
    private const string Listening = "0A";

    public static IReadOnlyList<string> Of(int process)
    {
        var sockets = Directory.EnumerateFiles($"/proc/{process}/fd")
            .Select(HostCounts.Target)
            .OfType<string>()
            .ToHashSet();
        return
        [
            .. new[] { "tcp", "tcp6" }
                .Select(table => $"/proc/{process}/net/{table}")
                // Without IPv6 there is no table of it.
                .Where(File.Exists)
                .SelectMany(File.ReadLines)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length > 9 && fields[3] == Listening && sockets.Contains($"socket:[{fields[9]}]"))
                .Select(fields => fields[1]),
        ];
    }
}
