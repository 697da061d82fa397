namespace PrivateInvoke.Iam;

/// <summary>An IAM policy document, as far as evaluation needs it.</summary>
public sealed record PolicyDocument
{
    /// <summary>What an endpoint has when it is given none, and what AdministratorAccess says.</summary>
    public static readonly PolicyDocument FullAccess = new()
    {
        Statements = [new Statement { Effect = Effect.Allow, Actions = ["*"], Resources = ["*"], Principals = Principals.Everyone }],
    };

    public required IReadOnlyList<Statement> Statements { get; init; }

    /// <summary>Variables such as <c>${aws:PrincipalArn}</c> mean something in 2012-10-17 and are plain text before.</summary>
    public bool HasVariables { get; init; } = true;
}

public enum Effect
{
    Allow,
    Deny,
}

public sealed record Statement
{
    public string? Sid { get; init; }

    public required Effect Effect { get; init; }

    /// <summary>Null where the statement has NotAction.</summary>
    public IReadOnlyList<string>? Actions { get; init; }

    public IReadOnlyList<string>? NotActions { get; init; }

    public IReadOnlyList<string>? Resources { get; init; }

    public IReadOnlyList<string>? NotResources { get; init; }

    /// <summary>Null in an identity policy, which speaks of the identity it is attached to.</summary>
    public Principals? Principals { get; init; }

    public Principals? NotPrincipals { get; init; }

    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

/// <summary>A Principal element: <c>"*"</c> is <c>AWS</c> and every other kind.</summary>
/// <param name="Others">Principals of other kinds than AWS: services, federated and canonical users.</param>
public sealed record Principals(IReadOnlyList<string> Aws, IReadOnlyList<string> Others)
{
    public static readonly Principals Everyone = new(["*"], ["*"]);
}

/// <summary>One operator with one key: <c>"StringEqualsIfExists": { "aws:SourceVpce": […] }</c>.</summary>
public sealed record Condition(string Operator, string Key, IReadOnlyList<string> Values);
