using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.Terraform.Answers;

/// <summary>
/// Plans a root module as often as it changes, or one root module after the other: what answers in place of AWS and the provider are kept
/// between the plans. One plan at a time.
/// </summary>
public sealed class KeptPlanner : IAsyncDisposable
{
    private readonly AwsAnswers _answers = new();
    private readonly KeptProvider _provider = new();

    /// <summary>Two plans of one root module wait for each other.</summary>
    /// <exception cref="ProblemException">As <see cref="Planner"/> says.</exception>
    public Task<PlannedConfiguration> PlanAsync(
        PlanRequest request, IProgress<TerraformProgress>? progress, CancellationToken cancellationToken) =>
        new Planner(_answers, _provider).PlanAsync(request, progress, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync().ConfigureAwait(false);
        await _answers.DisposeAsync().ConfigureAwait(false);
    }
}
