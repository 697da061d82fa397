using System.Text;
using PrivateInvoke.Cli;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>A verb of private-invoke that runs in this process until it is disposed, which is its Ctrl+C.</summary>
internal sealed class RunningVerb : IRunning
{
    private readonly CancellationTokenSource _end = new();
    private readonly SeenLines _lines = new();
    private readonly Task<int> _running;

    private RunningVerb(TestRepository repository, string folder, IReadOnlyList<string> arguments) =>
        _running = repository.WithPlannerAsync(planner => CommandLine.RunAsync(
            arguments, new Terminal(folder, new LineWriter(_lines), new LineWriter(_lines)) { Planner = planner }, _end.Token));

    public string Output => _lines.Text;

    public static RunningVerb Start(TestRepository repository, string folder, params IEnumerable<string> arguments) => new(repository, folder, [.. arguments]);

    public Task<string> LineAsync(Func<string, bool> wanted, CancellationToken cancel) => _lines.LineAsync(wanted, _running, cancel);

    public Task<string> NextLineAsync(Func<string, bool> wanted, CancellationToken cancel) => _lines.NextLineAsync(wanted, _running, cancel);

    public async ValueTask DisposeAsync()
    {
        if (!_running.IsCompleted)
            await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }

    /// <summary>A writer that one thread writes to at a time, as a terminal does.</summary>
    private sealed class LineWriter(SeenLines lines) : TextWriter
    {
        private readonly StringBuilder _line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value != '\n')
            {
                _line.Append(value);
                return;
            }

            lines.Add(_line.ToString().TrimEnd('\r'));
            _line.Clear();
        }
    }
}
