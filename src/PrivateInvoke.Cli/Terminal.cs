using System.CommandLine;
using System.Text;
using PrivateInvoke.Terraform.Answers;
using Spectre.Console;

namespace PrivateInvoke.Cli;

/// <summary>
/// Where a verb runs, and what a person sees of it: live on a terminal, plain lines elsewhere. A program has one; whoever runs verbs inside
/// another program gives each its own.
/// </summary>
public sealed class Terminal
{
    /// <summary>Null: the process's, which <c>mcp</c> turns to standard error.</summary>
    private readonly TextWriter? _output;
    private readonly TextWriter _error;
    private readonly Lock _gate = new();

    /// <summary>Where color and a changing line are possible; null is a writer that nobody watches.</summary>
    private readonly IAnsiConsole? _live;

    /// <summary>What accompanies a result: a report on standard output can be piped on.</summary>
    private readonly IAnsiConsole? _notes;

    /// <param name="folder">Absolute: relative paths start from it, but for those of --terraform and --function, which are the process's.</param>
    public Terminal(string folder, TextWriter output, TextWriter error)
        : this(folder, output, error, live: null, notes: null)
    {
    }

    private Terminal(string folder, TextWriter? output, TextWriter error, IAnsiConsole? live, IAnsiConsole? notes) =>
        (Folder, _output, _error, _live, _notes) = (folder, output, error, live, notes);

    public string Folder { get; }

    /// <summary>Plans for the verb, and stays its lender's. Null: each verb has one of its own.</summary>
    public KeptPlanner? Planner { get; init; }

    /// <summary>Whether the output is a terminal that shows color.</summary>
    internal bool HasColor => _live is not null && _live.Profile.Capabilities.Ansi && !Console.IsOutputRedirected;

    /// <summary>Whether it is this process's, which the user ends and pipes into.</summary>
    internal bool IsOfProcess => _output is null;

    private TextWriter Written => _output ?? Console.Out;

    private bool NotesHaveColor => _notes is not null && _notes.Profile.Capabilities.Ansi && !Console.IsErrorRedirected;

    internal static Terminal OfProcess() => new(
        Directory.GetCurrentDirectory(), output: null, Console.Error, AnsiConsole.Console,
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));

    /// <summary>The one that a verb was started in.</summary>
    internal static Terminal Of(ParseResult parsed) => ((Invocation)parsed.InvocationConfiguration).Terminal;

    /// <summary>A path as a person writes it here, absolute.</summary>
    internal string Full(string path) => Path.GetFullPath(path, Folder);

    /// <summary>Two lines on standard error: what is wrong, and the way out.</summary>
    internal void Error(string problem, string remedy)
    {
        var error = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(_error),
            Ansi = IsOfProcess ? AnsiSupport.Detect : AnsiSupport.No,
        });
        error.Profile.Width = int.MaxValue;
        lock (_gate)
        {
            error.MarkupLineInterpolated($"[red]error:[/] {OneLine(problem)}");
            error.MarkupLineInterpolated($"       {OneLine(remedy)}");
        }
    }

    internal void Line(string text = "")
    {
        lock (_gate)
            Written.WriteLine(text);
    }

    /// <summary>A document in UTF-8, as it is.</summary>
    internal async Task WriteAsync(byte[] document, CancellationToken cancel)
    {
        if (!IsOfProcess)
        {
            lock (_gate)
                Written.Write(Encoding.UTF8.GetString(document));
            return;
        }

        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(document, cancel);
    }

    /// <summary>Shows this alone where the output is a terminal; elsewhere it comes below what was written before.</summary>
    internal void Show(string text) => Line(HasColor ? $"\e[H\e[2J\e[3J{text}" : text);

    /// <summary>A line about the work, on standard error.</summary>
    internal void Note(string text)
    {
        lock (_gate)
            _error.WriteLine(text);
    }

    internal void Warning(string text)
    {
        lock (_gate)
        {
            if (NotesHaveColor)
                _notes!.MarkupLineInterpolated($"[yellow]warning:[/] {text}");
            else
                _error.WriteLine($"warning: {text}");
        }
    }

    /// <summary>A line of a function's log or of a decision, which is background to the rest.</summary>
    internal void Dim(string text)
    {
        lock (_gate)
        {
            if (HasColor)
                _live!.MarkupLine($"[dim]{Markup.Escape(text)}[/]");
            else
                Written.WriteLine(text);
        }
    }

    /// <summary>Asks a person; where there is none, nobody has confirmed.</summary>
    internal bool Confirms(string question) =>
        NotesHaveColor && !Console.IsInputRedirected && _notes!.Confirm(Markup.Escape(question), defaultValue: false);

    /// <summary>Runs the work with its progress on standard error: one changing line on a terminal, a line a step elsewhere.</summary>
    internal async Task<T> ProgressAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        if (!NotesHaveColor)
        {
            Note(title);
            return await work(step => Note($"  {step}"));
        }

        return await _notes!.Status().StartAsync(Markup.Escape(title), context =>
            work(step => context.Status($"{Markup.Escape(title)} [dim]{Markup.Escape(step)}[/]")));
    }

    /// <summary>How System.CommandLine runs a verb in it.</summary>
    /// <param name="patience">How long a verb has to end once it is told to, by Ctrl+C or SIGTERM; null: only its token tells it.</param>
    internal InvocationConfiguration Invoking(TimeSpan? patience) => new Invocation(this)
    {
        Output = Written,
        Error = _error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = patience,
    };

    private static string OneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private sealed class Invocation(Terminal terminal) : InvocationConfiguration
    {
        public Terminal Terminal => terminal;
    }
}
