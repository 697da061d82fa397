using System.Collections;
using System.Globalization;
using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Log;

/// <summary><c>"{count} of {total:N2}"</c>, or <c>"{0} of {1}"</c>, with its arguments; <c>{{</c> is a brace.</summary>
internal sealed class MessageTemplate
{
    private readonly string _template;
    private readonly List<(int Start, int End, string Name, string Format)> _holes = [];
    private readonly object[] _arguments;
    private readonly bool _positional;

    public MessageTemplate(string template, object[] arguments)
    {
        (_template, _arguments) = (template, arguments);
        for (var i = 0; arguments.Length > 0 && i < template.Length - 1; i++)
        {
            var end = template[i] == '{' && template[i + 1] != '{' ? template.IndexOf('}', i) : -1;
            if (end > i + 1)
            {
                var parts = template[(i + 1)..end].TrimStart('@').Split(':', 2, StringSplitOptions.TrimEntries);
                _holes.Add((i, end, parts[0], parts.Length > 1 && parts[1] != "" ? parts[1] : null));
                i = end;
            }
            else if (template[i] == '{')
            {
                i++;
            }
        }

        // By position only if the numbers are 0, 1, 2, … without a gap.
        var numbers = _holes
            .Select(hole => int.TryParse(hole.Name, CultureInfo.InvariantCulture, out var number) ? number : -1)
            .ToHashSet();
        _positional = _holes.Count > 0 && numbers.Min() == 0 && numbers.Max() == numbers.Count - 1;
    }

    /// <summary>The arguments by the names the template gives them; those that are null or missing left out.</summary>
    public IEnumerable<(string Name, object Value)> Properties =>
        from hole in _holes.Select((hole, index) => (hole.Name, Value: Argument(index)))
        where hole.Value is not null
        select hole;

    public string Render()
    {
        if (_arguments.Length == 0)
        {
            return _template;
        }

        var text = new StringBuilder();
        var at = 0;
        for (var index = 0; index < _holes.Count && (_positional || index < _arguments.Length); index++)
        {
            var hole = _holes[index];
            text.Append(_template[at..hole.Start].Replace("{{", "{", StringComparison.Ordinal));
            text.Append(Display(Argument(index), hole.Format) ?? _template[hole.Start..(hole.End + 1)]);
            at = hole.End + 1;
        }

        return text.Append(_template.AsSpan(at)).ToString();
    }

    private object Argument(int index)
    {
        var position = _positional ? int.Parse(_holes[index].Name, CultureInfo.InvariantCulture) : index;
        return position < _arguments.Length ? _arguments[position] : null;
    }

    private static string Display(object value, string format) => value switch
    {
        byte[] { Length: > 16 } bytes => $"{Convert.ToHexString(bytes, 0, 16)}... ({bytes.Length} bytes)",
        byte[] bytes => Convert.ToHexString(bytes),
        null or IList or IDictionary => null,
        DateTime time when format is null => time.ToString(LogEntry.TimeFormat, CultureInfo.InvariantCulture),
        DateTimeOffset time when format is null => time.ToString(LogEntry.TimeFormat, CultureInfo.InvariantCulture),
        IFormattable number when format is not null => number.ToString(format, CultureInfo.CurrentCulture),
        _ => value.ToString(),
    };
}
