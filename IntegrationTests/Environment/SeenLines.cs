using System.Text;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>Lines that come one by one and can be waited for.</summary>
internal sealed class SeenLines
{
    private readonly StringBuilder _text = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Seen)> _waits = [];
    private readonly Lock _gate = new();

    public string Text
    {
        get
        {
            lock (_gate)
                return _text.ToString();
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            _text.Append(line).Append('\n');
            foreach (var (_, seen) in _waits.Where(wait => wait.Wanted(line)))
                seen.TrySetResult(line);
        }
    }

    /// <summary>The first line, past or future, that is wanted.</summary>
    /// <param name="ended">After it no line comes.</param>
    public Task<string> LineAsync(Func<string, bool> wanted, Task ended, CancellationToken cancel)
    {
        lock (_gate)
            return SeenAsync(_text.ToString().Split('\n').FirstOrDefault(wanted) is { } past ? Task.FromResult(past) : Next(wanted), ended, cancel);
    }

    /// <summary>As <see cref="LineAsync"/>, of the lines from now on.</summary>
    public Task<string> NextLineAsync(Func<string, bool> wanted, Task ended, CancellationToken cancel)
    {
        lock (_gate)
            return SeenAsync(Next(wanted), ended, cancel);
    }

    private Task<string> Next(Func<string, bool> wanted)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waits.Add((wanted, seen));
        return seen.Task;
    }

    private async Task<string> SeenAsync(Task<string> line, Task ended, CancellationToken cancel)
    {
        if (await Task.WhenAny(line, ended).WaitAsync(cancel) != line && !line.IsCompleted)
            Assert.Fail($"It ended without the line. It printed:\n{Text}");

        return await line;
    }
}
