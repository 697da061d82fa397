namespace PrivateInvoke.Terraform.Provisioning;

/// <summary>Where a root module is applied.</summary>
public abstract record ProvisionTarget
{
    private ProvisionTarget()
    {
    }

    /// <summary>Nowhere: it is planned and judged, and outputs are what the plan already knows.</summary>
    public sealed record PlanOnly : ProvisionTarget;

    /// <summary>An AWS API, such as LocalStack's or moto_server's.</summary>
    public sealed record Endpoint(Uri Address) : ProvisionTarget;

    /// <summary>AWS itself.</summary>
    /// <param name="Profile">Null: the provider's own chain of credentials.</param>
    /// <param name="Region">Null: the configuration's own, or the environment's.</param>
    public sealed record Account(string? Profile, string? Region) : ProvisionTarget;
}
