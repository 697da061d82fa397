using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Planning;

/// <summary>A configuration, planned.</summary>
public sealed record PlannedConfiguration
{
    public required PlanDocument Plan { get; init; }

    /// <summary>Nothing had changed: terraform was not run.</summary>
    public required bool FromCache { get; init; }

    /// <summary>The scratch folder that it was planned in.</summary>
    public required string Workspace { get; init; }

    /// <summary>Warnings, and why something could not be settled; files are the user's.</summary>
    public IReadOnlyList<TerraformDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>Null where the plan is made each time.</summary>
    public PlanFindings? Findings { get; init; }
}
