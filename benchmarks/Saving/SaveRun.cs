using System.Diagnostics;
using System.Threading.Channels;
using CliWrap;
using PrivateInvoke.Benchmarks.Checking;

namespace PrivateInvoke.Benchmarks.Saving;

/// <summary>
/// How long after a save of <c>infra/</c> the new verdict counts in a running host: the rule for port 443 is taken away and put back.
/// </summary>
internal sealed class SaveRun(string repository, string program, int rounds)
{
    private const string Rule = "resource \"aws_vpc_security_group_egress_rule\" \"caller_to_endpoint\" {";

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public async Task PrintAsync()
    {
        var folder = Directory.CreateTempSubdirectory("private-invoke-").FullName;
        try
        {
            var infra = Path.Combine(folder, "infra");
            Directory.CreateDirectory(Path.Combine(folder, ".git"));
            CheckedConfiguration.All(repository)[0].Write(infra);
            await PrintAsync(infra, Path.Combine(infra, "modules", "network", "security_groups.tf"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task PrintAsync(string infra, string file)
    {
        using var over = new CancellationTokenSource();
        var host = Cli.Wrap(program).WithArguments(["run", "--infra", infra, "--port", "0"]).WithWorkingDirectory(infra)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line => _lines.Writer.TryWrite(line)))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Console.Error.WriteLine))
            .ExecuteAsync(CancellationToken.None, over.Token);
        _ = host.Task.ContinueWith(_ => _lines.Writer.TryComplete(), TaskScheduler.Default);
        await UntilAsync("Ready.");

        Console.WriteLine("| saved | s until the verdict counts | verdict |");
        Console.WriteLine("| --- | ---: | --- |");
        var text = await File.ReadAllTextAsync(file);
        var without = WithoutRule(text);
        for (var round = 0; round < rounds * 2; round++)
        {
            var takesAway = round % 2 == 0;
            // A configuration that was planned before comes from the cache.
            await File.WriteAllTextAsync(file, $"{(takesAway ? without : text)}\n# Round {round}\n");
            var saved = Stopwatch.GetTimestamp();
            var verdict = await UntilAsync(" -> ");
            await UntilAsync("The changed plan is in use.");
            Console.WriteLine($"| {(takesAway ? "without" : "with")} the rule | {Stopwatch.GetElapsedTime(saved).TotalSeconds:0.0} | {verdict.Split(": ")[1]} |");
        }

        await over.CancelAsync();
        await ((Task)host.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<string> UntilAsync(string text)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return line;
        }

        throw new InvalidOperationException($"The host ended before it wrote '{text}'.");
    }

    /// <summary>A block ends at the first brace without indent.</summary>
    private static string WithoutRule(string text)
    {
        var start = text.IndexOf(Rule, StringComparison.Ordinal);
        return text.Remove(start, text.IndexOf("\n}", start, StringComparison.Ordinal) + 2 - start);
    }
}
