namespace PrivateInvoke.Explorer.Map;

/// <summary>Terraform addresses in little room.</summary>
internal static class Shortened
{
    /// <summary><c>module.network.aws_subnet.private["a"]</c> is <c>private["a"]</c>.</summary>
    public static string Name(string address)
    {
        // What AWS makes with a VPC has no address of its own: "aws_vpc.main's main route table".
        if (address.IndexOf("'s ", StringComparison.Ordinal) is var made and > 0)
            return address[(made + 3)..];

        var bracket = address.LastIndexOf('[');
        // A key may hold dots.
        var dot = address.EndsWith(']') && bracket > 0 ? address.LastIndexOf('.', bracket) : address.LastIndexOf('.');
        return dot < 0 || address.Contains(' ', StringComparison.Ordinal) || address.StartsWith("arn:", StringComparison.Ordinal) ? address : address[(dot + 1)..];
    }

    /// <summary>Without its modules: <c>aws_subnet.private["a"]</c>.</summary>
    public static string Typed(string address) =>
        address.LastIndexOf(".aws_", StringComparison.Ordinal) is var at and >= 0 && address.StartsWith("module.", StringComparison.Ordinal) ? address[(at + 1)..] : address;

    /// <summary>Leaves the middle out: modules differ at the front, instances at the end.</summary>
    public static string Fit(string text, int characters)
    {
        if (text.Length <= characters)
            return text;

        var front = (characters - 1) / 2;
        return $"{text[..front]}…{text[^(characters - 1 - front)..]}";
    }
}
