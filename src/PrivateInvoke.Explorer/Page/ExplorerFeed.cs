using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Explorer.Page;

/// <summary>What a host shows on its page: the plan in use, and what happens.</summary>
public sealed class ExplorerFeed
{
    private const int Kept = 200;

    private readonly Lock _gate = new();
    private readonly LinkedList<SeenInvoke> _invokes = [];
    private readonly LinkedList<SeenLine> _lines = [];

    public CloudModel Model { get; private set; } = new() { Region = Planned<string>.Unknown.Instance };

    /// <summary>Where a Terraform address is written, or null.</summary>
    public Func<string, SourceLocation?> Locate { get; private set; } = _ => null;

    /// <summary>Sends a payload to a path of the front door and gives its answer; null where there is no front door.</summary>
    public Func<string, string, CancellationToken, Task<string>>? Send { get; init; }

    /// <summary>Another plan is in use; raised on the thread of whoever gave it.</summary>
    public event Action? Changed;

    /// <summary>An invoke or a line of a log has come; raised on the thread of whoever added it.</summary>
    public event Action? Happened;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<SeenInvoke> Invokes
    {
        get
        {
            lock (_gate)
                return [.. _invokes];
        }
    }

    /// <summary>The newest last.</summary>
    public IReadOnlyList<SeenLine> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>Takes the first plan or a changed one.</summary>
    public void Use(CloudModel changed, Func<string, SourceLocation?> locate)
    {
        (Model, Locate) = (changed, locate);
        Changed?.Invoke();
    }

    public void Add(SeenInvoke invoke)
    {
        lock (_gate)
        {
            _invokes.AddFirst(invoke);
            if (_invokes.Count > Kept)
                _invokes.RemoveLast();
        }

        Happened?.Invoke();
    }

    public void Add(SeenLine line)
    {
        lock (_gate)
        {
            _lines.AddLast(line);
            if (_lines.Count > Kept)
                _lines.RemoveFirst();
        }

        Happened?.Invoke();
    }
}

/// <summary>An invoke as it came to the interface endpoint, and what became of it there.</summary>
/// <param name="Action">In a word or two: <c>forwarded</c>, <c>403</c>.</param>
public sealed record SeenInvoke(DateTimeOffset Time, string Caller, string? Callee, Verdict Verdict, string Action, string Reason, Hop? Hop);

/// <summary>A line of a function's log.</summary>
public sealed record SeenLine(DateTimeOffset Time, string Function, string Text);
