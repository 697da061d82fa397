namespace PrivateInvoke.Terraform.Deployment;

/// <summary>Where a root module is applied.</summary>
public abstract record DeploymentTarget
{
    private DeploymentTarget()
    {
    }

    /// <summary>Nowhere: it is planned and judged, and outputs are what the plan already knows.</summary>
    public sealed record PlanOnly : DeploymentTarget;

    /// <summary>An AWS API, such as LocalStack's or moto_server's.</summary>
    public sealed record Endpoint(Uri Address) : DeploymentTarget;

    /// <summary>AWS itself.</summary>
    /// <param name="Profile">Null: the provider's own chain of credentials.</param>
    /// <param name="Region">Null: the configuration's own, or the environment's.</param>
    public sealed record Account(string? Profile, string? Region) : DeploymentTarget;
}
