using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Machine;
using PrivateInvoke.Paths;

namespace PrivateInvoke.UnitTests.Endpoint;

/// <summary>An endpoint for one caller, in front of an upstream that tells what reached it: one a test.</summary>
internal sealed class LocalEndpoint : IAsyncDisposable
{
    private readonly LoopbackServer _upstream;
    private readonly ChannelReader<EndpointDecision> _decisions;

    private LocalEndpoint(InterfaceEndpoint endpoint, LoopbackServer upstream, FunctionCredentials caller, ChannelReader<EndpointDecision> decisions)
    {
        Endpoint = endpoint;
        _upstream = upstream;
        Caller = caller;
        _decisions = decisions;
    }

    public InterfaceEndpoint Endpoint { get; }

    public FunctionCredentials Caller { get; }

    public static Task<LocalEndpoint> StartAsync(params InvokePath[] paths) => StartAsync(options => options with { Paths = paths });

    public static async Task<LocalEndpoint> StartAsync(Func<InterfaceEndpointOptions, InterfaceEndpointOptions> change)
    {
        var cancel = TestContext.Current.CancellationToken;
        var upstream = await LoopbackServer.StartAsync(new LoopbackOptions { Name = "the test's upstream" }, EchoAsync, cancel);
        var caller = FunctionCredentials.Create("caller");
        var decisions = Channel.CreateUnbounded<EndpointDecision>();
        var endpoint = await InterfaceEndpoint.StartAsync(
            change(new InterfaceEndpointOptions
            {
                Caller = "caller",
                Upstream = new Upstream.Api(upstream.Address),
                Credentials = key => key == caller.AccessKeyId ? caller : null,
                Decided = decision => decisions.Writer.TryWrite(decision),
            }),
            cancel);
        return new LocalEndpoint(endpoint, upstream, caller, decisions);
    }

    public static InvokePath Path(string callee, params Hop[] hops) => new()
    {
        Caller = new PathEnd("aws_lambda_function.caller", "caller"),
        Callee = new PathEnd(null, callee),
        Via = Via.InterfaceEndpoint,
        Hops = hops,
    };

    public static Hop Hop(HopKind kind, HopResult result = HopResult.Blocked) => new()
    {
        Kind = kind,
        Result = result,
        Code = "CODE",
        Address = "aws_thing.this",
        Message = $"what {kind} says",
        Fix = "Change it.",
    };

    /// <summary>Sends an invoke as an SDK does.</summary>
    public async Task<HttpResponseMessage> InvokeAsync(
        string callee, Action<HttpRequestMessage>? after = null, FunctionCredentials? by = null, CancellationToken? patience = null, DateTimeOffset? at = null,
        string? qualifier = null)
    {
        var request = Request(callee, by, at, qualifier);
        after?.Invoke(request);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        return await client.SendAsync(request, patience ?? TestContext.Current.CancellationToken);
    }

    public HttpRequestMessage Request(string callee, FunctionCredentials? by = null, DateTimeOffset? at = null, string? qualifier = null)
    {
        var body = "{\"q\":1}"u8.ToArray();
        var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(Endpoint.Address, $"2015-03-31/functions/{Uri.EscapeDataString(callee)}/invocations{(qualifier is null ? "" : $"?Qualifier={qualifier}")}"))
        {
            Content = new ByteArrayContent(body),
        };
        TestSigner.Sign(request, body, by ?? Caller, at ?? TimeProvider.System.GetUtcNow());
        return request;
    }

    public ValueTask<EndpointDecision> DecisionAsync() => _decisions.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Endpoint.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        await context.Response.WriteAsync($"{context.Request.Host} {context.Request.Path} {body} {string.Join(',', context.Request.Headers.Keys.Order())}");
    }
}
