using System.Collections.Concurrent;
using System.Globalization;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.Local;

/// <summary><c>FOLDER/FUNCTION.log</c>: each function's log of this run; that of the run before is <c>FUNCTION.log.1</c>.</summary>
public sealed class FunctionLogFiles(string folder) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<LineFile>> _files = new(StringComparer.Ordinal);

    public void Add(FunctionLogLine line) =>
        _files.GetOrAdd(line.Function, function => new Lazy<LineFile>(() => new LineFile(PathOf(function), append: false))).Value
            .Add(string.Create(CultureInfo.InvariantCulture, $"{line.Time:yyyy-MM-ddTHH:mm:ss.fffZ} {line.Environment} {line.Text}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files.Values)
            await file.Value.DisposeAsync();
    }

    /// <summary>A function whose name the plan does not know yet is called by its address, which may hold what no file name does.</summary>
    private string PathOf(string function) => Path.Combine(folder, $"{string.Join('_', function.Split(Path.GetInvalidFileNameChars()))}.log");
}
