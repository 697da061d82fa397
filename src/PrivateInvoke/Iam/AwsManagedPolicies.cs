using System.Collections.Concurrent;
using System.IO.Compression;

namespace PrivateInvoke.Iam;

/// <summary>
/// AWS-managed policies by ARN, as eng/aws-data/generate.mjs wrote them with their source and date. What is not in the data is not known,
/// rather than empty.
/// </summary>
internal static class AwsManagedPolicies
{
    private static readonly Lazy<Dictionary<string, string>> Texts = new(Load);

    private static readonly ConcurrentDictionary<string, PolicyDocument?> Documents = new(StringComparer.Ordinal);

    /// <param name="arn"><c>arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole</c></param>
    public static PolicyDocument? Find(string arn) => NameOf(arn) is { } name && Texts.Value.TryGetValue(name, out var text)
        ? Documents.GetOrAdd(name, static (_, json) => PolicyReader.Read(json), text)
        : null;

    /// <summary>The document as JSON.</summary>
    public static string? Text(string arn) => NameOf(arn) is { } name ? Texts.Value.GetValueOrDefault(name) : null;

    /// <param name="partition"><c>aws</c></param>
    public static IEnumerable<string> Arns(string partition) =>
        Texts.Value.Keys.Order(StringComparer.Ordinal).Select(name => $"arn:{partition}:iam::aws:policy/{name}");

    private static string? NameOf(string arn) =>
        arn.Split(':', 6) is ["arn", _, "iam", "", "aws", var resource] && resource.StartsWith("policy/", StringComparison.Ordinal)
            ? resource["policy/".Length..]
            : null;

    private static Dictionary<string, string> Load()
    {
        using var data = typeof(AwsManagedPolicies).Assembly.GetManifestResourceStream("managed-policies.tsv.gz")!;
        using var reader = new StreamReader(new GZipStream(data, CompressionMode.Decompress));
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split('\t', 2) is [var name, var text])
                texts[name] = text;
        }

        return texts;
    }
}
