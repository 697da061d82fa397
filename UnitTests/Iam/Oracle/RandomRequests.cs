using System.Text.Json.Nodes;
using CsCheck;
using static PrivateInvoke.UnitTests.Iam.Oracle.IamCase;

namespace PrivateInvoke.UnitTests.Iam.Oracle;

/// <summary>Requests and policies put together by chance, from parts that are close enough to match each other often.</summary>
internal static class RandomRequests
{
    private const string Other = "222222222222";

    private static readonly Dictionary<string, Gen<ContextKey>> Values = new()
    {
        ["aws:PrincipalArn"] = Single(RoleArn),
        ["aws:PrincipalTag/team"] = Single("orders", "Orders", "a*b", "callee"),
        ["aws:SourceVpce"] = Single("vpce-1", "vpce-2"),
        ["aws:SourceArn"] = Single("arn:aws:s3:::bucket", $"arn:aws:sns:us-east-1:{Account}:topic", $"arn:aws:sns:us-east-1:{Account}:topic:sub"),
        ["aws:SecureTransport"] = Single("true", "false"),
        ["aws:MultiFactorAuthPresent"] = Single("true", "false"),
        ["aws:CurrentTime"] = Single("2026-06-01T12:00:00Z", "2026-06-01T00:00:00Z", "2027-01-01T00:00:00Z"),
        ["aws:MultiFactorAuthAge"] = Single("300", "3600", "0.5"),
        ["aws:SourceIp"] = Single("203.0.113.7", "10.0.0.5", "2001:db8::1"),
        ["aws:TagKeys"] = List("a", "b", "c", "A"),
        ["aws:CalledVia"] = List("athena.amazonaws.com", "cloudformation.amazonaws.com"),
        ["aws:username"] = Single("joe"),
    };

    /// <summary>Every key that a policy may ask for; one that the request has no value for is missing.</summary>
    public static IReadOnlyCollection<string> Keys => Values.Keys;

    private static readonly string[] Texts = ["orders", "Orders", "ord*", "?rders", "a*b", "callee", "vpce-1", "vpce-*", "${aws:username, 'orders'}", "true", "300", "*"];

    // Both may have no value.
    private static readonly string[] Variables = ["${aws:PrincipalTag/team}", "${aws:username}", "x${aws:username}*"];

    private static readonly Gen<string> ArnTexts = OneOf(RoleArn, $"arn:aws:iam::{Account}:role/*", "arn:aws:iam::*:role/call??", $"arn:aws:iam::{Other}:role/caller", "arn:aws:s3:::bucket",
        "arn:aws:s3:::*", $"arn:aws:sns:*:{Account}:topic", "arn:*:sns:us-east-1:*:topic*", "arn:aws:sns:us-east-1:*:*", "arn:*:*:*:*:*");

    private static readonly Gen<string> Numbers = OneOf("300", "299.5", "3600", "0.50", "3601");

    private static readonly Gen<string> Dates = OneOf("2026-06-01T12:00:00Z", "2026-06-01", "2026-06-01T14:00:00+02:00", "2025-01-01T00:00:00Z", "2027-01-01T00:00:00.000Z");

    private static readonly Gen<string> Addresses = OneOf("203.0.113.0/24", "203.0.113.7/32", "10.0.0.0/8", "0.0.0.0/1", "2001:db8::/32", "10.0.0.5/32");

    private static readonly string[] TextKeys = ["aws:PrincipalTag/team", "aws:SourceVpce", "aws:username", "aws:TagKeys", "aws:MultiFactorAuthAge"];

    private static readonly Gen<(string Operator, Gen<string> Values, string[] Keys)> Operators = Gen.OneOf(
        Gen.Select(OneOf("StringEquals", "StringEqualsIgnoreCase", "StringLike"), o => (o, OneOf([.. Texts, .. Variables]), TextKeys)),
        Gen.Select(OneOf("StringLike", "StringNotLike"), o => (o, OneOf([.. Texts, "a${*}b", "a${?}b"]), TextKeys)),
        Gen.Select(OneOf("StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike"), o => (o, OneOf(Texts), TextKeys)),
        Gen.Select(OneOf("ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"), o => (o, ArnTexts, new[] { "aws:PrincipalArn", "aws:SourceArn" })),
        Gen.Select(OneOf("Bool"), o => (o, OneOf("true", "false", "True"), new[] { "aws:SecureTransport", "aws:MultiFactorAuthPresent" })),
        Gen.Select(OneOf("NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"),
            o => (o, Numbers, new[] { "aws:MultiFactorAuthAge" })),
        Gen.Select(OneOf("DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"), o => (o, Dates, new[] { "aws:CurrentTime" })),
        Gen.Select(OneOf("IpAddress", "NotIpAddress"), o => (o, Addresses, new[] { "aws:SourceIp" })),
        Gen.Select(OneOf("StringEquals", "StringLike", "StringNotEquals", "StringNotLike"),
            o => (o, OneOf("a", "b", "A", "?", "athena.amazonaws.com", "*.amazonaws.com"), new[] { "aws:TagKeys", "aws:CalledVia" })),
        Gen.Select(OneOf("Null"), o => (o, OneOf("true", "false"), Values.Keys.ToArray())));

    private static readonly Gen<JsonObject> Conditions =
        from tests in (
            from one in Operators
            from key in OneOf(one.Keys)
            from values in one.Values.Array[1, 3]
            from set in Gen.Int[0, 9].Select(i => i switch { 0 => "ForAllValues:", 1 => "ForAnyValue:", _ => key is "aws:TagKeys" or "aws:CalledVia" ? (i % 2 == 0 ? "ForAllValues:" : "ForAnyValue:") : "" })
            from ifExists in Gen.Int[0, 3].Select(i => i == 0 && set is not "ForAnyValue:" ? "IfExists" : "")
            select one.Operator is "Null" ? (one.Operator, key, values: values[..1]) : ($"{set}{one.Operator}{ifExists}", key, values)).Array[0, 2]
        select Condition(tests);

    private static readonly Gen<string[]> Actions = OneOf("lambda:InvokeFunction", "LAMBDA:invokefunction", "lambda:Invoke*", "lambda:*", "*", "s3:*", "lambda:InvokeFunctio?", "lambda:GetFunction").Array[1, 2];

    private static readonly Gen<string[]> Resources = OneOf("*", $"arn:aws:lambda:us-east-1:{Account}:function:callee", $"arn:aws:lambda:us-east-1:{Account}:function:callee:*",
        $"arn:aws:lambda:us-east-1:{Other}:function:callee", "arn:aws:lambda:*:*:function:call*", $"arn:aws:lambda:us-east-1:{Account}:*", "arn:aws:lambda:eu-west-1:*:function:callee",
        $"arn:aws:lambda:us-east-1:{Account}:function:${{aws:PrincipalTag/team}}", $"arn:aws:lambda:us-east-1:{Account}:function:${{aws:username, 'callee'}}",
        $"arn:aws:lambda:us-east-1:{Account}:function:calle?", "arn:aws:s3:::bucket/*").Array[1, 2];

    private static readonly Gen<JsonNode> Principals = Gen.OneOf(
        Gen.Const(() => (JsonNode)"*"),
        OneOf("*", Account, Other, $"arn:aws:iam::{Account}:root", $"arn:aws:iam::{Other}:root", RoleArn, RoleArn, $"arn:aws:iam::{Account}:role/other", $"arn:aws:iam::{Other}:role/caller").Array[1, 2]
            .Select(names => (JsonNode)new JsonObject { ["AWS"] = Written(names) }),
        Gen.Const(() => (JsonNode)new JsonObject { ["Service"] = "s3.amazonaws.com" }));

    private static readonly Gen<string> Identities = Policy(Statement(Gen.Const(1).Select(_ => default((string, JsonNode)?))));

    private static readonly Gen<string> Controls = Gen.OneOf(
        Gen.Const("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""), Identities);

    private static readonly Gen<string> ResourcePolicies = Policy(Statement(
        from principal in Principals
        from not in Gen.Int[0, 9]
        select ((string, JsonNode)?)(not == 0 ? "NotPrincipal" : "Principal", principal)));

    public static readonly Gen<IamCase> All =
        from action in OneOf("lambda:InvokeFunction", "lambda:InvokeFunction", "lambda:GetFunction")
        from account in Gen.Int[0, 4].Select(i => i == 0 ? Other : Account)
        from qualifier in Gen.Int[0, 4].Select(i => i == 0 ? ":live" : "")
        from context in Context()
        from identity in Identities.Array[0, 3]
        from boundary in Gen.Int[0, 4]
        from bound in Identities
        from resource in Gen.Int[0, 2]
        from resourcePolicy in ResourcePolicies
        from control in Controls.Array[1, 2].Array[0, 2]
        select new IamCase
        {
            Action = action,
            Resource = $"arn:aws:lambda:us-east-1:{account}:function:callee{qualifier}",
            Context = context,
            Identity = identity,
            Boundary = boundary == 0 ? bound : null,
            ResourcePolicy = resource == 0 ? null : resourcePolicy,
            Control = control,
        };

    private static Gen<Dictionary<string, ContextKey>> Context() => Values.Aggregate(Gen.Const(() => new Dictionary<string, ContextKey>()), (all, key) =>
        from keys in all
        from has in key.Key is "aws:PrincipalArn" ? Gen.Const(1) : Gen.Int[0, 2]
        from value in key.Value
        select has == 0 ? keys : new Dictionary<string, ContextKey>(keys) { [key.Key] = value });

    private static Gen<JsonObject> Statement(Gen<(string Name, JsonNode Value)?> principal) =>
        from effect in Gen.Int[0, 3].Select(i => i == 0 ? "Deny" : "Allow")
        from notAction in Gen.Int[0, 7]
        from actions in Actions
        from notResource in Gen.Int[0, 7]
        from resources in Resources
        from who in principal
        from conditions in Conditions
        select Build(effect, notAction == 0 ? "NotAction" : "Action", actions, notResource == 0 ? "NotResource" : "Resource", resources, who, conditions);

    private static JsonObject Build(string effect, string action, string[] actions, string resource, string[] resources, (string Name, JsonNode Value)? who, JsonObject conditions)
    {
        // AWS takes NotPrincipal in a Deny alone.
        var statement = new JsonObject { ["Effect"] = who?.Name is "NotPrincipal" ? "Deny" : effect, [action] = Written(actions), [resource] = Written(resources) };
        if (who is { } principal)
            statement[principal.Name] = principal.Value.DeepClone();
        if (conditions.Count > 0)
            statement["Condition"] = conditions.DeepClone();
        return statement;
    }

    private static Gen<string> Policy(Gen<JsonObject> statement) =>
        from old in Gen.Int[0, 9]
        from statements in statement.Array[1, 3]
        select Policy(old == 0, new JsonArray([.. statements.Select(one => one.DeepClone())]));

    // Of a variable in the old version, the evaluators differ: DecidedTests.
    private static string Policy(bool old, JsonArray statements) => new JsonObject
    {
        ["Version"] = old && !statements.ToJsonString().Contains("${", StringComparison.Ordinal) ? "2008-10-17" : "2012-10-17",
        ["Statement"] = statements,
    }.ToJsonString();

    private static JsonObject Condition((string Operator, string Key, string[] Values)[] tests)
    {
        var condition = new JsonObject();
        foreach (var test in tests)
        {
            if (condition[test.Operator] is not JsonObject keys)
                condition[test.Operator] = keys = [];
            keys[test.Key] = Written(test.Values);
        }

        return condition;
    }

    private static JsonNode Written(string[] texts) => texts is [var only] ? only : new JsonArray([.. texts.Select(text => (JsonNode)text)]);

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<ContextKey> Single(params string[] values) => OneOf(values).Select(value => new ContextKey(false, value));

    private static Gen<ContextKey> List(params string[] values) => OneOf(values).Array[1, 3].Select(some => new ContextKey(true, some));
}
