using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivateInvoke.Expectations;

/// <summary>What a team expects of its paths: <c>private-invoke.json</c>.</summary>
/// <param name="Name">The file as messages call it.</param>
internal sealed partial record ExpectationFile(
    string Name, IReadOnlyList<ExpectedPath> Reachable, IReadOnlyList<ExpectedPath> Unreachable, IReadOnlyList<Acceptance> Accepted)
{
    public const string DefaultName = "private-invoke.json";

    /// <summary>As it was read.</summary>
    public string Text { get; private init; } = "";

    /// <param name="today">An acceptance that has ended is refused.</param>
    /// <exception cref="ProblemException">The file is no such document, has a member that nobody reads, or an acceptance that has ended.</exception>
    public static ExpectationFile Read(ReadOnlySpan<byte> json, string name, DateOnly today)
    {
        Document document;
        try
        {
            var text = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
            document = JsonSerializer.Deserialize(text, ExpectationShapes.Default.Document) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new ProblemException(
                $"'{name}' is no document of expectations{(e.LineNumber is { } line ? $" (line {line + 1}, {e.Path})" : "")}: {FirstSentence(e.Message)}",
                "Write it as docs/check.md shows.", e);
        }

        Require(name, "", document.Unread, "reachable, unreachable, accepted");
        return new ExpectationFile(
            name,
            [.. (document.Reachable ?? []).Select((path, i) => Expected(name, $"reachable[{i}]", path))],
            [.. (document.Unreachable ?? []).Select((path, i) => Expected(name, $"unreachable[{i}]", path))],
            [.. (document.Accepted ?? []).Select((accepted, i) => Accept(name, $"accepted[{i}]", accepted, today))])
        {
            Text = Encoding.UTF8.GetString(json),
        };
    }

    private static ExpectedPath Expected(string name, string at, PathPart path)
    {
        Require(name, at, path.Unread, "from, to, service");
        var from = path.From ?? throw Missing(name, at, "from", "the caller's address or name");
        return (path.To, path.Service) switch
        {
            ({ } to, null or "lambda") => new ExpectedPath(from, to, "lambda"),
            (null, { } service) when service != "lambda" => new ExpectedPath(from, null, service),
            (null, _) => throw Missing(name, at, "to", "the callee's address, name or ARN, or with \"service\" another AWS API"),
            _ => throw new ProblemException($"'{name}' has \"to\" and \"service\" in {at}: another API than lambda has no callee.", "Leave one of the two out."),
        };
    }

    private static Acceptance Accept(string name, string at, AcceptedPart part, DateOnly today)
    {
        Require(name, at, part.Unread, "code, address, from, to, reason, until");
        var code = Paths.HopCode.Find(part.Code ?? throw Missing(name, at, "code", "the finding's code")).Code;
        var reason = string.IsNullOrWhiteSpace(part.Reason) ? throw Missing(name, at, "reason", "why the finding is accepted") : part.Reason;
        if (!DateOnly.TryParseExact(part.Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until))
            throw Missing(name, at, "until", "the last day on which it is accepted, as in 2027-01-31");
        if (until < today)
            throw new ProblemException(
                $"'{name}' accepts {code}{(part.Address is { } address ? $" at {address}" : "")} until {until:yyyy-MM-dd}, which is past ({at}: {reason}).",
                "Mend the finding and remove the entry, or give it a later date.");

        return new Acceptance(code, part.Address, part.From, part.To, reason, until);
    }

    private static void Require(string name, string at, Dictionary<string, JsonElement>? unread, string known)
    {
        if (unread?.Keys.FirstOrDefault(key => key != "$schema" || at.Length > 0) is { } member)
            throw new ProblemException(
                $"'{name}' has the unknown member \"{member}\"{(at.Length > 0 ? $" in {at}" : "")}.", $"The members there are: {known}.");
    }

    private static ProblemException Missing(string name, string at, string member, string meaning) =>
        new($"'{name}' has no \"{member}\" in {at}.", $"Give it: {meaning}.");

    private static string FirstSentence(string message) => message.Split(" Path: ")[0];

    internal sealed record Document(IReadOnlyList<PathPart>? Reachable, IReadOnlyList<PathPart>? Unreachable, IReadOnlyList<AcceptedPart>? Accepted)
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Unread { get; set; }
    }

    internal sealed record PathPart(string? From, string? To, string? Service)
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Unread { get; set; }
    }

    internal sealed record AcceptedPart(string? Code, string? Address, string? From, string? To, string? Reason, string? Until)
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Unread { get; set; }
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
    [JsonSerializable(typeof(Document))]
    private sealed partial class ExpectationShapes : JsonSerializerContext;
}

/// <summary>Functions by address or name, with <c>*</c>; <see cref="To"/> is null where the service is another one than lambda.</summary>
internal sealed record ExpectedPath(string From, string? To, string Service)
{
    public override string ToString() => $"{From} -> {To ?? Service}";
}

/// <summary>A finding that a team lives with, for a reason and until a day.</summary>
/// <param name="Address">Null for any.</param>
/// <param name="From">Null for any caller; as <paramref name="To"/>, an address or a name, with <c>*</c>.</param>
internal sealed record Acceptance(string Code, string? Address, string? From, string? To, string Reason, DateOnly Until)
{
    public override string ToString() => $"{Code}{(Address is null ? "" : $" at {Address}")}";
}
