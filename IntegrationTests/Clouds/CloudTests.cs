using Amazon.Lambda;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.IntegrationTests.Clouds;

/// <summary>
/// One test of the whole system, in every cloud. What each did is in <c>artifacts/parity.md</c>. Native packages are compiled where a cloud
/// runs them: a container with Docker, an account, and the local system when it is asked for (<c>--explicit</c>, as CI does).
/// </summary>
public sealed class CloudTests(TestRepository repository, Parity parity)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 3_600_000)]
    [InlineData(CloudNames.Embedded)]
    [InlineData(CloudNames.Packaged, Explicit = true)]
    [InlineData(CloudNames.Moto)]
    [InlineData(CloudNames.LocalStack)]
    [InlineData(CloudNames.Floci)]
    [InlineData(CloudNames.Aws)]
    public async Task The_system_is_applied_answers_and_is_destroyed(string name)
    {
        var deployment = CloudNames.DeploymentIn(name, repository);
        var offer = await CloudNames.StartAsync(name, deployment, repository, Cancel);
        if (offer is Offer<Cloud>.Lacks { Reason: var why })
        {
            parity.Absent(name, why);
            Assert.Skip($"{name}: {why}");
        }

        await using var cloud = ((Offer<Cloud>.Has)offer).Value;
        if (cloud.ControlPlane is Offer<IReadOnlyDictionary<string, string?>>.Has { Value: var environment })
        {
            await AppliedAsync(name, deployment, cloud, environment);
            return;
        }

        var reason = ((Offer<IReadOnlyDictionary<string, string?>>.Lacks)cloud.ControlPlane).Reason;
        foreach (var step in new[] { Steps.Apply, Steps.Outputs, Steps.SecondPlan, Steps.Destroy })
            parity.Skip(name, step, reason);
        await InvokedAsync(name, deployment, cloud);
    }

    private async Task AppliedAsync(string name, Deployment deployment, Cloud cloud, IReadOnlyDictionary<string, string?> environment)
    {
        await using var system = await AppliedSystem.InitAsync(repository, deployment, environment, Cancel);
        ApplyOutcome? applied = null;
        try
        {
            applied = await parity.StepAsync(name, Steps.Apply, () => system.ApplyAsync(Cancel));
            await parity.StepAsync(name, Steps.Outputs, async () =>
            {
                var outputs = await system.OutputsAsync(Cancel);
                Assert.Equal((deployment.Caller, deployment.Callee), (outputs["caller_function_name"], outputs["callee_function_name"]));
            });

            await InvokedAsync(name, deployment, cloud);

            await parity.StepAsync(name, Steps.SecondPlan, async () => Assert.Empty((await system.PlanAsync(Cancel)).Except(cloud.PlannedAgain)));
        }
        finally
        {
            // Whatever failed, nothing stays behind in somebody's account; a cancelled test has no time for more than this.
            await parity.StepAsync(name, Steps.Destroy, async () =>
            {
                var destroyed = await system.DestroyAsync(CancellationToken.None);
                Assert.Empty(await system.OutputsAsync(CancellationToken.None));
                Assert.True(applied is null || applied.Added == destroyed.Removed, $"{applied?.Added} added, {destroyed.Removed} removed.");
            });
        }
    }

    private async Task InvokedAsync(string name, Deployment deployment, Cloud cloud)
    {
        await parity.StepAsync(name, Steps.Functions, () => new QuoteInvokes(cloud.Lambda, deployment).FunctionsAsync(Cancel));
        if (cloud.Invokes is not Offer<IAmazonLambda>.Has { Value: var lambda })
        {
            var reason = ((Offer<IAmazonLambda>.Lacks)cloud.Invokes).Reason;
            foreach (var step in new[] { Steps.InvokeCallee, Steps.InvokeCaller, Steps.BadRequest, Steps.Logs })
                parity.Skip(name, step, reason);
            TestContext.Current.AddWarning($"{name}: the invokes are skipped: {reason}.");
            return;
        }

        var invokes = new QuoteInvokes(lambda, deployment);
        var quote = await parity.StepAsync(name, Steps.InvokeCallee, () => invokes.CalleeAsync(Cancel));
        var response = await parity.StepAsync(name, Steps.InvokeCaller, () => invokes.CallerAsync(quote, Cancel));
        await parity.StepAsync(name, Steps.BadRequest, () => invokes.BadRequestAsync(Cancel));
        await parity.StepAsync(name, Steps.Logs, () =>
        {
            Assert.Contains("REPORT RequestId:", QuoteInvokes.Log(response), StringComparison.Ordinal);
            return Task.CompletedTask;
        });
    }
}
