using System.Globalization;
using System.Text.RegularExpressions;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Explorer.Page;

/// <summary>What a host shows on its page: the plan in use, and what happens.</summary>
public sealed partial class ExplorerFeed
{
    private const int Kept = 200;

    private readonly Lock _gate = new();
    private readonly LinkedList<SeenInvoke> _invokes = [];
    private readonly LinkedList<SeenLine> _lines = [];
    private readonly Dictionary<string, TimeSpan> _ran = [];

    /// <summary>The plan in use.</summary>
    public ExploredPlan Plan { get; private set; } = ExploredPlan.Empty;

    /// <summary>What the plan in use is compared with: the first one, unless another one was given.</summary>
    public ExploredPlan? Base { get; set; }

    /// <summary>What <see cref="Base"/> is, in words.</summary>
    public string BaseName { get; init; } = "the plan at the start";

    /// <summary>Where the page's form sends an invoke; null where there is no front door, and no form.</summary>
    public Uri? FrontDoor { get; set; }

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
    public void Use(ExploredPlan plan)
    {
        Base ??= plan;
        Plan = plan;
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

    /// <summary>An invoke that was added has been answered, or has ended without an answer.</summary>
    public void Answer(object invoke, SeenAnswer answer)
    {
        lock (_gate)
        {
            for (var node = _invokes.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != invoke)
                    continue;

                node.Value = node.Value with { Answer = answer };
                break;
            }
        }

        Happened?.Invoke();
    }

    /// <summary>How long the function ran that answered; null where it has not said so.</summary>
    public TimeSpan? CalleeTime(SeenInvoke invoke)
    {
        lock (_gate)
            return invoke.Answer?.RequestId is { } id && _ran.TryGetValue(id, out var ran) ? ran : null;
    }

    public void Add(SeenLine line)
    {
        lock (_gate)
        {
            if (Reported().Match(line.Text) is { Success: true } report)
            {
                if (_ran.Count > 2 * Kept)
                    _ran.Clear();
                _ran[report.Groups["id"].Value] = TimeSpan.FromMilliseconds(double.Parse(report.Groups["ms"].Value, CultureInfo.InvariantCulture));
            }

            _lines.AddLast(line);
            if (_lines.Count > Kept)
                _lines.RemoveFirst();
        }

        Happened?.Invoke();
    }

    /// <summary>The line with which Lambda ends an invoke in a function's log.</summary>
    [GeneratedRegex(@"REPORT RequestId: (?<id>[\w-]+)\s+Duration: (?<ms>[\d.]+) ms")]
    private static partial Regex Reported();
}

/// <summary>An invoke as it came to the interface endpoint, and what became of it there.</summary>
/// <param name="Action">In a word or two: <c>forwarded</c>, <c>403</c>.</param>
public sealed record SeenInvoke(DateTimeOffset Time, string Caller, string? Callee, Verdict Verdict, string Action, string Reason, Hop? Hop)
{
    /// <summary>By which its answer is told; null where none will be.</summary>
    public object? Key { get; init; }

    /// <summary>Null until it has ended.</summary>
    public SeenAnswer? Answer { get; init; }
}

/// <summary>The end of an invoke as the interface endpoint saw it.</summary>
/// <param name="Decided">From the request's arrival to the decision.</param>
/// <param name="Elapsed">From the request's arrival to the end of its answer.</param>
/// <param name="Status">Null where there was no answer.</param>
/// <param name="RequestId">The callee's, by which its log names the invoke.</param>
public sealed record SeenAnswer(TimeSpan Decided, TimeSpan Elapsed, int? Status, string? RequestId);

/// <summary>A line of a function's log.</summary>
public sealed record SeenLine(DateTimeOffset Time, string Function, string Text);
