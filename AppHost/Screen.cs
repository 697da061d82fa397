using Spectre.Console;

namespace AppHost;

/// <summary>What a person sees: live on a terminal, plain lines elsewhere.</summary>
internal static class Screen
{
    private static readonly IAnsiConsole Out = AnsiConsole.Console;

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

    public static void Warning(string text) => Styled($"[yellow]warning:[/] {Markup.Escape(text)}", $"warning: {text}");

    /// <summary>A line of a function's log or of a decision, which is background to the rest.</summary>
    public static void Dim(string text) => Styled($"[dim]{Markup.Escape(text)}[/]", text);

    /// <summary>Whether the output is a terminal that shows color.</summary>
    public static bool HasColor => Out.Profile.Capabilities.Ansi && !Console.IsOutputRedirected;

    /// <summary>Runs the work with its progress shown: one changing line on a terminal, a line a step elsewhere.</summary>
    public static async Task<T> ProgressAsync<T>(string title, Func<Action<string>, Task<T>> work)
    {
        if (!HasColor)
        {
            Line(title);
            return await work(step => Line($"  {step}"));
        }

        return await Out.Status().StartAsync(Markup.Escape(title), context =>
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
