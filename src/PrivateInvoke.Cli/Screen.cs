using Spectre.Console;

namespace PrivateInvoke.Cli;

/// <summary>What a person sees: live on a terminal, plain lines elsewhere.</summary>
internal static class Screen
{
    private static readonly IAnsiConsole Out = AnsiConsole.Console;

    /// <summary>What accompanies a result: a report on standard output can be piped on.</summary>
    private static readonly IAnsiConsole Notes = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    private static readonly Lock Gate = new();

    /// <summary>Two lines on standard error: what is wrong, and the way out.</summary>
    public static void Error(string problem, string remedy)
    {
        var error = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        error.Profile.Width = int.MaxValue;
        error.MarkupLineInterpolated($"[red]error:[/] {OneLine(problem)}");
        error.MarkupLineInterpolated($"       {OneLine(remedy)}");
    }

    public static void Line(string text = "")
    {
        lock (Gate)
            Console.Out.WriteLine(text);
    }

    /// <summary>Shows this alone where the output is a terminal; elsewhere it comes below what was written before.</summary>
    public static void Show(string text)
    {
        lock (Gate)
            Console.Out.WriteLine(HasColor ? $"\e[H\e[2J\e[3J{text}" : text);
    }

    /// <summary>A line about the work, on standard error.</summary>
    public static void Note(string text)
    {
        lock (Gate)
            Console.Error.WriteLine(text);
    }

    public static void Warning(string text)
    {
        lock (Gate)
        {
            if (NotesHaveColor)
                Notes.MarkupLineInterpolated($"[yellow]warning:[/] {text}");
            else
                Console.Error.WriteLine($"warning: {text}");
        }
    }

    /// <summary>A line of a function's log or of a decision, which is background to the rest.</summary>
    public static void Dim(string text) => Styled($"[dim]{Markup.Escape(text)}[/]", text);

    /// <summary>Whether the output is a terminal that shows color.</summary>
    public static bool HasColor => Out.Profile.Capabilities.Ansi && !Console.IsOutputRedirected;

    private static bool NotesHaveColor => Notes.Profile.Capabilities.Ansi && !Console.IsErrorRedirected;

    /// <summary>Asks a person; where there is none, nobody has confirmed.</summary>
    public static bool Confirms(string question) =>
        NotesHaveColor && !Console.IsInputRedirected && Notes.Confirm(Markup.Escape(question), defaultValue: false);

    /// <summary>Runs the work with its progress on standard error: one changing line on a terminal, a line a step elsewhere.</summary>
    public static async Task<T> ProgressAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        if (!NotesHaveColor)
        {
            Note(title);
            return await work(step => Note($"  {step}"));
        }

        return await Notes.Status().StartAsync(Markup.Escape(title), context =>
            work(step => context.Status($"{Markup.Escape(title)} [dim]{Markup.Escape(step)}[/]")));
    }

    private static void Styled(string markup, string plain)
    {
        lock (Gate)
        {
            if (HasColor)
                Out.MarkupLine(markup);
            else
                Console.Out.WriteLine(plain);
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
