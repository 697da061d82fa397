using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Local;
using PrivateInvoke.Loopback;
using PrivateInvoke.Plan;
using Yarp.ReverseProxy.Forwarder;

namespace PrivateInvoke.IntegrationTests.Deployment;

/// <summary>
/// An AWS API that also runs functions: a control plane, with the embedded Lambda in front of its own for invokes. What runs is planned
/// from its own infra/, which a test can have other than what it deploys.
/// </summary>
internal sealed class CodeRunner : IAsyncDisposable
{
    private readonly LocalSystem _functions;
    private readonly ServiceProvider _services;
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
    private readonly string _controlPlane;
    private LoopbackServer? _server;

    private CodeRunner(LocalSystem functions, Uri controlPlane)
    {
        _functions = functions;
        _controlPlane = controlPlane.ToString();
        _services = new ServiceCollection().AddLogging().AddHttpForwarder().BuildServiceProvider();
    }

    public Uri Address => _server!.Address;

    public static async Task<CodeRunner> StartAsync(TestRepository repository, string infra, Uri controlPlane, CancellationToken cancel)
    {
        var artifacts = Path.Combine(repository.Path, "artifacts");
        var planned = await new Planner().PlanAsync(new PlanRequest { Directory = infra, Artifacts = artifacts }, null, cancel);
        var programs = new FunctionPrograms
        {
            Projects = new Dictionary<string, string> { ["Caller"] = Programs.Caller, ["Callee"] = Programs.Callee },
            Infra = infra,
            Artifacts = artifacts,
        };
        var options = new LocalOptions { Plan = planned.Plan, Programs = programs, NoTimeouts = true };
        var runner = new CodeRunner(await LocalSystem.StartAsync(options, cancel), controlPlane);
        runner._server = await LoopbackServer.StartAsync(new LoopbackOptions { Name = "the cloud" }, runner.HandleAsync, cancel);
        return runner;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _functions.DisposeAsync();
        _client.Dispose();
        await _services.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var invoke = context.Request.Path.Value!.EndsWith("/invocations", StringComparison.Ordinal);
        var error = await _services.GetRequiredService<IHttpForwarder>().SendAsync(
            context, invoke ? _functions.LambdaApi.ToString() : _controlPlane, _client, ForwarderRequestConfig.Empty);
        if (error is not ForwarderError.None && !context.Response.HasStarted)
            context.Response.StatusCode = (int)HttpStatusCode.BadGateway;
    }
}
