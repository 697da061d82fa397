using System.Text;
using System.Text.Json;

namespace PrivateInvoke.Terraform;

/// <summary>
/// The blocks of a <c>.tf.json</c> file, with what they say in native syntax, so that whoever reads them need not know of JSON. See
/// https://developer.hashicorp.com/terraform/language/syntax/json
/// </summary>
internal sealed class JsonSyntax
{
    private static readonly string[] TwoLabels = ["resource", "data", "ephemeral"];
    private static readonly string[] OneLabel = ["provider", "module", "variable", "output", "check"];

    private readonly string _text;
    private readonly List<Node> _texts = [];
    private int _line = 1;
    private int _lineAt;

    private JsonSyntax(string text) => _text = text;

    /// <summary>A file that is not JSON has no blocks: terraform itself says so.</summary>
    public static HclFile Read(string path, string text)
    {
        var syntax = new JsonSyntax(text);
        try
        {
            var root = syntax.Parse();
            var blocks = Bodies(root).SelectMany(body => body.Members.SelectMany(member => syntax.Top(member.Name, member.Value))).ToList();
            var templates = syntax._texts.Select(node => node.Text!).ToList();
            return new HclFile(path, text, blocks, [.. templates.SelectMany(template => HclScanner.Scan($"v = {Quoted(template)}\n").Strings.Append(template))])
            {
                Code = string.Join('\n', templates),
            };
        }
        catch (JsonException)
        {
            return new HclFile(path, text, [], []);
        }
    }

    /// <summary>The values around an offset, the innermost first and the whole of the given one last.</summary>
    public static IReadOnlyList<Range> Around(string text, Range value, int offset)
    {
        List<Range> parts = [];
        for (var node = Find(new JsonSyntax(text).Parse(), one => one.Start == value.Start.Value && one.End == value.End.Value); node is not null;)
        {
            parts.Add(node.Start..node.End);
            node = node.Inner.FirstOrDefault(inner => inner.Start <= offset && offset < inner.End);
        }

        parts.Reverse();
        return parts;

        static Node? Find(Node node, Func<Node, bool> wanted) =>
            wanted(node) ? node : node.Inner.Select(inner => Find(inner, wanted)).FirstOrDefault(found => found is not null);
    }

    private IEnumerable<HclBlock> Top(string type, Node value) =>
        OneLabel.Contains(type) ? value.Members.SelectMany(named => Bodies(named.Value).Select(body => Block(type, [named.Name], body)))
        : TwoLabels.Contains(type) ? value.Members.SelectMany(kind => kind.Value.Members.SelectMany(
            named => Bodies(named.Value).Select(body => Block(type, [kind.Name, named.Name], body))))
        : Bodies(value).Select(body => Block(type, [], body));

    /// <summary>Whether a member is a block or an attribute is known to its schema alone: an object, or a list of them, is both.</summary>
    private HclBlock Block(string type, IReadOnlyList<string> labels, Node body)
    {
        var line = LineOf(body.Start);
        return new HclBlock
        {
            Type = type,
            Labels = labels,
            Attributes = body.Members.DistinctBy(member => member.Name).ToDictionary(member => member.Name, member => Native(member.Value)),
            Places = body.Members.DistinctBy(member => member.Name).ToDictionary(member => member.Name, member => member.Value.Start..member.Value.End),
            Blocks = [.. body.Members.SelectMany(Nested)],
            Line = line,
            Start = body.Start,
            End = body.End,
        };
    }

    private IEnumerable<HclBlock> Nested((string Name, Node Value) member) => member.Name == "dynamic"
        ? member.Value.Members.SelectMany(named => Bodies(named.Value).Select(body => Block("dynamic", [named.Name], body)))
        : Bodies(member.Value).Select(body => Block(member.Name, [], body));

    private static IEnumerable<Node> Bodies(Node value) =>
        value.Kind is JsonValueKind.Object ? [value] : value.Items.Where(item => item.Kind is JsonValueKind.Object);

    /// <summary><c>"${var.a}"</c> is <c>var.a</c>, and any other text a template.</summary>
    private string Native(Node value) => value.Kind switch
    {
        JsonValueKind.String when value.Text is ['$', '{', .. var inner, '}'] && !inner.Contains("${", StringComparison.Ordinal) => inner,
        JsonValueKind.String => Quoted(value.Text!),
        JsonValueKind.Array => $"[{string.Join(", ", value.Items.Select(Native))}]",
        JsonValueKind.Object => $"{{ {string.Join(", ", value.Members.Select(member => $"{(IsIdentifier(member.Name) ? member.Name : Quoted(member.Name))} = {Native(member.Value)}"))} }}",
        _ => _text[value.Start..value.End],
    };

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-');

    private static string Quoted(string template) =>
        template.Contains("${", StringComparison.Ordinal) || template.Contains("%{", StringComparison.Ordinal) ? $"\"{template}\"" : HclText.Quote(template);

    private int LineOf(int offset)
    {
        if (offset < _lineAt)
            (_line, _lineAt) = (1, 0);

        _line += _text.AsSpan(_lineAt, offset - _lineAt).Count('\n');
        _lineAt = offset;
        return _line;
    }

    private Node Parse()
    {
        var bytes = Encoding.UTF8.GetBytes(_text);
        var isAscii = bytes.Length == _text.Length;
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        return Value(ref reader);

        Node Value(ref Utf8JsonReader reader)
        {
            var start = Character((int)reader.TokenStartIndex);
            List<(string Name, Node Value)> members = [];
            List<Node> items = [];
            string? text = null;
            var kind = reader.TokenType switch
            {
                JsonTokenType.StartObject => JsonValueKind.Object,
                JsonTokenType.StartArray => JsonValueKind.Array,
                JsonTokenType.String => JsonValueKind.String,
                _ => JsonValueKind.Undefined,
            };
            if (kind is JsonValueKind.String)
                text = reader.GetString();
            while (kind is JsonValueKind.Object && reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var value = Value(ref reader);
                // A comment, as Terraform reads it.
                if (name != "//")
                    members.Add((name, value));
            }

            while (kind is JsonValueKind.Array && reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                items.Add(Value(ref reader));

            var node = new Node(kind, start, Character((int)reader.BytesConsumed), text, members, items);
            if (text is not null)
                _texts.Add(node);
            return node;
        }

        int Character(int offset) => isAscii ? offset : Encoding.UTF8.GetCharCount(bytes, 0, offset);
    }

    private sealed record Node(JsonValueKind Kind, int Start, int End, string? Text, IReadOnlyList<(string Name, Node Value)> Members, IReadOnlyList<Node> Items)
    {
        public IEnumerable<Node> Inner => Members.Select(member => member.Value).Concat(Items);
    }
}
