namespace PrivateInvoke.Paths;

/// <summary>The hops, in the order a request meets them.</summary>
public enum HopKind
{
    /// <summary>Of caller and callee: Lambda has to be let to run with it.</summary>
    Role,
    EniSetup,
    ApiHost,
    Name,
    CallerEgress,
    NetworkAcl,
    Route,
    Nat,
    EndpointPlacement,
    EndpointIngress,
    EndpointPolicy,
    IdentityPolicy,
    ResourcePolicy,
    Callee,
    Concurrency,
    Timeouts,
    Recursion,

    /// <summary>No step of the invoke: where the caller's own telemetry goes.</summary>
    Telemetry,
}

/// <summary>What the caller's client sees when a hop blocks.</summary>
public enum CallerSees
{
    /// <summary>Packets are dropped: the client waits for its own timeout.</summary>
    Hang,

    /// <summary>403 AccessDeniedException.</summary>
    AccessDenied,

    /// <summary>404 ResourceNotFoundException.</summary>
    NotFound,

    /// <summary>429 TooManyRequestsException.</summary>
    Throttled,

    /// <summary>The configuration cannot be applied: there is no function that could call.</summary>
    ApplyFails,

    /// <summary>400 RecursiveInvocationException.</summary>
    Recursion,
}

public static class HopKinds
{
    /// <summary>As a person reads it: <c>caller egress</c>, <c>ENI setup</c>.</summary>
    public static string Words(this HopKind kind) => TextReport.Words(kind.ToString());

    /// <summary>What it looks like, for a person.</summary>
    internal static string Sentence(this CallerSees sees) => sees switch
    {
        CallerSees.Hang => "The client waits for its own timeout: packets are dropped, and nothing answers.",
        CallerSees.AccessDenied => "403 AccessDeniedException, at once.",
        CallerSees.NotFound => "404 ResourceNotFoundException, at once.",
        CallerSees.Throttled => "429 TooManyRequestsException, at once.",
        CallerSees.ApplyFails => "Nothing: AWS refuses the configuration at the apply, so there is no function that could call.",
        _ => "400 RecursiveInvocationException, after about 16 invokes.",
    };

    public static CallerSees WhenBlocked(this HopKind kind) => kind switch
    {
        HopKind.EndpointPolicy or HopKind.IdentityPolicy or HopKind.ResourcePolicy => CallerSees.AccessDenied,
        HopKind.Callee => CallerSees.NotFound,
        HopKind.Concurrency => CallerSees.Throttled,
        HopKind.Role or HopKind.EniSetup => CallerSees.ApplyFails,
        HopKind.Recursion => CallerSees.Recursion,
        _ => CallerSees.Hang,
    };
}
