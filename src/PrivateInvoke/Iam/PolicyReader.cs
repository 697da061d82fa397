using System.Text.Json;

namespace PrivateInvoke.Iam;

/// <summary>Reads policy JSON. Element names are exact, single values stand for lists of one, as IAM has it.</summary>
internal static class PolicyReader
{
    /// <returns>Null when the text is not a policy document that AWS would accept.</returns>
    public static PolicyDocument? Read(string json) => Read(json, PolicyUse.Other, out _);

    /// <param name="refusal">AWS's words where it would refuse the document; null where it is read, or is no document at all.</param>
    /// <returns>Null when the text is not a policy document that AWS would accept.</returns>
    public static PolicyDocument? Read(string json, PolicyUse use, out string? refusal)
    {
        refusal = null;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            return Read(document.RootElement, use, out refusal);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PolicyDocument? Read(JsonElement root, PolicyUse use, out string? refusal)
    {
        refusal = null;
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("Statement", out var element))
            return null;

        var statements = new List<Statement>();
        foreach (var item in element.ValueKind is JsonValueKind.Array ? element.EnumerateArray().ToArray() : [element])
        {
            if (ReadStatement(item) is not { } statement)
            {
                refusal = Whole(item) ? "MalformedPolicyDocument: Syntax errors in policy." : null;
                return null;
            }

            if (use is not PolicyUse.Other && PolicyGrammar.Refusal(statement, use) is { } words)
            {
                // What stands for something that only an apply tells is not AWS's to refuse.
                refusal = PolicyGrammar.MayHoldSymbol(item.GetRawText()) && words.Contains('\'') ? null : words;
                return null;
            }

            statements.Add(statement);
        }

        if (use is not PolicyUse.Other && PolicyGrammar.Refusal(statements, use) is { } whole)
        {
            refusal = whole;
            return null;
        }

        // IAM refuses a policy without statements; one that a plan shows stands for one that it does not know.
        if (statements.Count == 0)
            return null;

        var version = root.TryGetProperty("Version", out var v) ? v.ValueKind is JsonValueKind.String ? v.GetString() : v.GetRawText() : null;
        if (version is not (null or "2012-10-17" or "2008-10-17"))
        {
            refusal = $"MalformedPolicyDocument: The policy must contain a valid version string, and has {version}.";
            return null;
        }

        return new PolicyDocument { Statements = statements, HasVariables = version == "2012-10-17" };
    }

    private static bool Whole(JsonElement item) => item.ValueKind is JsonValueKind.Object && item.EnumerateObject().Any();

    private static Statement? ReadStatement(JsonElement item)
    {
        if (item.ValueKind is not JsonValueKind.Object || !item.TryGetProperty("Effect", out var effect)
            || item.EnumerateObject().Any(element => !PolicyGrammar.IsElement(element.Name))
            || effect.ValueKind is not JsonValueKind.String || effect.GetString() is not ("Allow" or "Deny"))
            return null;

        var statement = new Statement
        {
            Effect = effect.ValueEquals("Deny") ? Effect.Deny : Effect.Allow,
            Sid = item.TryGetProperty("Sid", out var sid) && sid.ValueKind is JsonValueKind.String ? sid.GetString() : null,
            Actions = Texts(item, "Action"),
            NotActions = Texts(item, "NotAction"),
            Resources = Texts(item, "Resource"),
            NotResources = Texts(item, "NotResource"),
            Principals = ReadPrincipals(item, "Principal"),
            NotPrincipals = ReadPrincipals(item, "NotPrincipal"),
        };
        // One beside its opposite is none: half of it would say more than it says.
        if ((statement.Actions is null) == (statement.NotActions is null) || (statement.Resources is not null && statement.NotResources is not null)
            || (statement.Principals is not null && statement.NotPrincipals is not null))
            return null;
        if (!item.TryGetProperty("Condition", out var conditions))
            return statement;
        return ReadConditions(conditions) is { } read ? statement with { Conditions = read } : null;
    }

    private static Principals? ReadPrincipals(JsonElement item, string name)
    {
        if (!item.TryGetProperty(name, out var element))
            return null;
        if (element.ValueKind is not JsonValueKind.Object)
            return element.ValueKind is JsonValueKind.String && element.ValueEquals("*") ? Principals.Everyone : new Principals([], []);

        return new Principals(
            Texts(element, "AWS") ?? [],
            [.. element.EnumerateObject().Where(kind => !kind.NameEquals("AWS")).SelectMany(kind => Values(kind.Value))]);
    }

    // A condition that is not understood must not fall away: the document would then say more than it says.
    private static Condition[]? ReadConditions(JsonElement element)
    {
        if (element.ValueKind is not JsonValueKind.Object
            || element.EnumerateObject().Any(test => test.Value.ValueKind is not JsonValueKind.Object))
            return null;

        return
        [
            .. from test in element.EnumerateObject()
               from key in test.Value.EnumerateObject()
               select new Condition(test.Name, key.Name, Values(key.Value)),
        ];
    }

    private static string[]? Texts(JsonElement item, string name) =>
        item.TryGetProperty(name, out var element) ? Values(element) : null;

    private static string[] Values(JsonElement element) =>
        element.ValueKind is JsonValueKind.Array ? [.. element.EnumerateArray().Select(Value)] : [Value(element)];

    private static string Value(JsonElement element) =>
        element.ValueKind is JsonValueKind.String ? element.GetString()! : element.GetRawText();
}
