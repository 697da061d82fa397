using System.Text;
using System.Xml;
using PrivateInvoke.Expectations;

namespace PrivateInvoke.Paths;

/// <summary>Paths as test cases in JUnit's XML, which CI servers show: what blocks is a failure, what is undecided an error.</summary>
internal static class JUnitReport
{
    public static void Write(Stream stream, JudgedPaths judged)
    {
        var outcomes = judged.Paths.Select(path => (Path: path, Outcome: judged.Of(path))).ToArray();
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = false });
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "private-invoke");
        xml.WriteAttributeString("tests", $"{outcomes.Length}");
        xml.WriteAttributeString("failures", $"{outcomes.Count(one => one.Outcome is Outcome.Failed)}");
        xml.WriteAttributeString("errors", $"{outcomes.Count(one => one.Outcome is Outcome.Undecided)}");
        foreach (var (path, outcome) in outcomes)
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", Clean(path.Caller.Address ?? path.Caller.Name));
            xml.WriteAttributeString("name", Clean($"{path.Caller.Name} -> {path.Callee.Name}"));
            if (outcome is not Outcome.Expected)
                WriteProblem(xml, judged, path, outcome);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteProblem(XmlWriter xml, JudgedPaths judged, InvokePath path, Outcome outcome)
    {
        var isBlocked = outcome is Outcome.Failed;
        var hop = path.Hops.FirstOrDefault(hop => hop.Result == (isBlocked ? HopResult.Blocked : HopResult.Undecided) && judged.AcceptedBy(path, hop) is null);
        xml.WriteStartElement(isBlocked ? "failure" : "error");
        xml.WriteAttributeString("type", hop?.Code ?? "REACHABLE");
        xml.WriteAttributeString("message", Clean(hop?.Message ?? $"{judged.File!.Name} says that this path has to be blocked."));
        using var text = new StringWriter();
        TextReport.Write(text, path, color: false);
        xml.WriteString(Clean(text.ToString().ReplaceLineEndings("\n")));
        xml.WriteEndElement();
    }

    /// <summary>Names in a plan may have characters that XML cannot have at all.</summary>
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD"));
}
