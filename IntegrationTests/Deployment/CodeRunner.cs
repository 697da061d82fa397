using Microsoft.AspNetCore.Http;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Local;
using PrivateInvoke.Machine;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.IntegrationTests.Deployment;

/// <summary>
/// An AWS API that also runs functions: a control plane, with the embedded Lambda in front of its own for invokes. What runs is planned
/// from its own infra/, which a test can have other than what it deploys.
/// </summary>
internal sealed class CodeRunner : IAsyncDisposable
{
    private readonly LocalSystem _functions;
    private readonly ApiForwarder _forwarder = new();
    private readonly Uri _controlPlane;
    private LoopbackServer? _server;

    private CodeRunner(LocalSystem functions, Uri controlPlane)
    {
        _functions = functions;
        _controlPlane = controlPlane;
    }

    public Uri Address => _server!.Address;

    public static async Task<CodeRunner> StartAsync(TestRepository repository, string infra, Uri controlPlane, CancellationToken cancel)
    {
        var artifacts = repository.Artifacts;
        var planned = await repository.WithPlannerAsync(planner => planner.PlanAsync(
            new PlanRequest { Directory = infra, Artifacts = artifacts }, null, cancel));
        var programs = new FunctionPrograms
        {
            Projects = Programs.Functions,
            Infra = infra,
            Artifacts = artifacts,
        };
        var options = new LocalOptions { Programs = programs, NoTimeouts = true };
        var runner = new CodeRunner(await LocalSystem.StartAsync(planned.Plan, options, cancel), controlPlane);
        runner._server = await LoopbackServer.StartAsync(new LoopbackOptions { Name = "the cloud" }, runner.HandleAsync, cancel);
        return runner;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _functions.DisposeAsync();
        await _forwarder.DisposeAsync();
    }

    private Task HandleAsync(HttpContext context)
    {
        var invoke = context.Request.Path.Value!.EndsWith("/invocations", StringComparison.Ordinal);
        return _forwarder.SendAsync(context, invoke ? _functions.LambdaApi : _controlPlane);
    }
}
