using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

public sealed record Function : CloudResource
{
    public required Planned<string> Name { get; init; }

    /// <summary>Its unqualified ARN, in every form another resource may write it. Empty when not even its name is known.</summary>
    public IReadOnlyList<string> Arns { get; init; } = [];

    public required Planned<string> Region { get; init; }

    /// <summary>The execution role's ARN.</summary>
    public required Planned<string> Role { get; init; }

    /// <summary>Absent: it runs outside any VPC.</summary>
    public Planned<VpcConfig> VpcConfig { get; init; } = Planned<VpcConfig>.Absent.Instance;

    public Planned<IReadOnlyDictionary<string, Planned<string>>> Environment { get; init; } = Planned<IReadOnlyDictionary<string, Planned<string>>>.Absent.Instance;

    /// <summary>Names and ARNs of functions that what is not known of its environment is made of.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    public Planned<TimeSpan> Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>-1: unreserved. 0: every invoke is throttled.</summary>
    public Planned<int> ReservedConcurrency { get; init; } = -1;

    /// <summary>Whether an invoke has to say for which tenant it is; true as well where it is not known.</summary>
    public bool NeedsTenant { get; init; }

    /// <summary>Whether it is durable, and an invoke has to name a version or an alias; true as well where it is not known.</summary>
    public bool IsDurable { get; init; }

    /// <summary>Whether each apply publishes a version.</summary>
    public Planned<bool> Publishes { get; init; } = false;

    public IReadOnlyList<FunctionAlias> FunctionAliases { get; init; } = [];

    /// <summary>The resource policy, statement by statement.</summary>
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    public IReadOnlyList<FunctionUrl> Urls { get; init; } = [];

    /// <summary>Where a failed or successful asynchronous invoke of it goes: Lambda invokes that, not its code.</summary>
    public IReadOnlyList<string> Destinations { get; init; } = [];

    /// <summary>Whether Lambda cuts a loop of about 16 invokes; false for <c>recursive_loop = "Allow"</c>.</summary>
    public Planned<bool> CutsLoops { get; init; } = true;

    /// <summary>The address of the aws_lambda_function_recursion_config, where there is one.</summary>
    public string? RecursionConfig { get; init; }

    public Planned<IReadOnlyDictionary<string, Planned<string>>> Tags { get; init; } = Planned<IReadOnlyDictionary<string, Planned<string>>>.Absent.Instance;

    /// <summary>How messages call it.</summary>
    public string Label => Name.Text() ?? Address;
}

/// <param name="Subnets">A subnet that is not known counts as one.</param>
public sealed record VpcConfig(IReadOnlyList<Planned<string>> Subnets, IReadOnlyList<Planned<string>> Groups)
{
    /// <summary>Whether its code may leave by IPv6, which takes subnets of both kinds.</summary>
    public Planned<bool> AllowsIpv6 { get; init; } = false;
}

/// <summary>An aws_lambda_alias, or the version that the function publishes itself: then the address is the function's.</summary>
public sealed record FunctionAlias(string Address, Planned<string> Name, IReadOnlyList<string> Arns)
{
    /// <summary>The version that it points to.</summary>
    public Planned<string> Version { get; init; } = Planned<string>.Unknown.Instance;
}

/// <summary>An aws_lambda_function_url.</summary>
/// <param name="Url">Or the symbol that stands for it.</param>
/// <param name="AuthType"><c>AWS_IAM</c> or <c>NONE</c>.</param>
public sealed record FunctionUrl(string Address, Planned<string> Url, Planned<string> AuthType, Planned<string> Qualifier);

/// <summary>An aws_lambda_permission. <see cref="Qualifier"/> absent: it holds for the unqualified function.</summary>
public sealed record Grant
{
    public required string Address { get; init; }

    public required Planned<string> Action { get; init; }

    public required Planned<string> Principal { get; init; }

    public Planned<string> Qualifier { get; init; } = Planned<string>.Absent.Instance;

    public Planned<string> SourceArn { get; init; } = Planned<string>.Absent.Instance;

    public Planned<string> SourceAccount { get; init; } = Planned<string>.Absent.Instance;

    public Planned<string> OrgId { get; init; } = Planned<string>.Absent.Instance;

    /// <summary>A token that the invoke has to carry, as Alexa's does and an SDK's never.</summary>
    public Planned<string> EventSourceToken { get; init; } = Planned<string>.Absent.Instance;

    /// <summary>Whether it holds for calls of the function's URL only.</summary>
    public Planned<string> ViaUrl { get; init; } = Planned<string>.Absent.Instance;

    public Planned<string> UrlAuthType { get; init; } = Planned<string>.Absent.Instance;

    /// <summary>Undecided for a permission whose function is not known.</summary>
    public Truth IsHere { get; init; } = Truth.Yes;
}
