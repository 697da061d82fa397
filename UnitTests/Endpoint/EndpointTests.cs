using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda.Isolation;
using PrivateInvoke.Paths;

namespace PrivateInvoke.UnitTests.Endpoint;

public sealed class EndpointTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_reachable_invoke_is_forwarded_as_it_was_signed()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var response = await local.InvokeAsync("callee");

        Assert.Equal(
            $"127.0.0.1:{local.Endpoint.Address.Port} /2015-03-31/functions/callee/invocations {{\"q\":1}} "
                + "Authorization,Content-Length,Host,X-Amz-Date,X-Amz-Security-Token",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var decision = await local.DecisionAsync();
        Assert.Equal((Verdict.Reachable, EndpointAction.Forwarded, "callee"), (decision.Verdict, decision.Action, decision.Callee));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("123456789012:function:callee")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:callee")]
    public async Task A_callee_is_known_by_every_form_of_its_name(string name)
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));

        using var response = await local.InvokeAsync(name);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("callee", (await local.DecisionAsync()).Callee);
    }

    [Theory(Timeout = 180_000)]
    [InlineData(HopKind.IdentityPolicy, 403, "AccessDeniedException", EndpointAction.Denied)]
    [InlineData(HopKind.EndpointPolicy, 403, "AccessDeniedException", EndpointAction.Denied)]
    [InlineData(HopKind.Callee, 404, "ResourceNotFoundException", EndpointAction.NotFound)]
    [InlineData(HopKind.Concurrency, 429, "TooManyRequestsException", EndpointAction.Throttled)]
    [InlineData(HopKind.Recursion, 400, "RecursiveInvocationException", EndpointAction.Recursion)]
    public async Task An_invoke_that_AWS_refuses_is_refused_as_AWS_does(HopKind kind, int status, string type, EndpointAction action)
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee", LocalEndpoint.Hop(kind)));

        using var response = await local.InvokeAsync("callee");

        Assert.Equal((status, type), ((int)response.StatusCode, response.Headers.GetValues("x-amzn-ErrorType").Single()));
        Assert.True(response.Headers.Contains("x-amzn-RequestId"));
        if (status == 403)
        {
            Assert.Equal(
                $$"""{"Message":"what {{kind}} says"}""",
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        var decision = await local.DecisionAsync();
        Assert.Equal((Verdict.Blocked, action, "aws_thing.this"), (decision.Verdict, decision.Action, decision.Hop?.Address));
    }

    [Fact(Timeout = 180_000)]
    public async Task Where_one_callee_can_be_reached_an_invoke_of_another_gets_no_answer()
    {
        await using var local = await LocalEndpoint.StartAsync(
            LocalEndpoint.Path("callee"), LocalEndpoint.Path("walled", LocalEndpoint.Hop(HopKind.CallerEgress)));
        using var patience = new CancellationTokenSource();

        var invoke = local.InvokeAsync("walled", patience: patience.Token);
        var decision = await local.DecisionAsync();

        Assert.False(invoke.IsCompleted);
        Assert.Equal((Verdict.Blocked, EndpointAction.Dropped), (decision.Verdict, decision.Action));
        Assert.Equal(
            $"caller → walled: Blocked at aws_thing.this, no answer, as dropped packets. what CallerEgress says{Environment.NewLine}  Change it.",
            decision.ToString());
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invoke);
        using var other = await local.InvokeAsync("callee");
        Assert.Equal(200, (int)other.StatusCode);
    }

    [Fact(Timeout = 180_000)]
    public async Task Where_nothing_can_be_reached_connecting_gets_no_answer_until_the_plan_changes()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux drops the SYN of a connection that finds the queue full.");

        await using var local = await LocalEndpoint.StartAsync(
            LocalEndpoint.Path("a", LocalEndpoint.Hop(HopKind.CallerEgress)), LocalEndpoint.Path("b", LocalEndpoint.Hop(HopKind.Name)));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        var connecting = socket.ConnectAsync("127.0.0.1", local.Endpoint.Address.Port, TestContext.Current.CancellationToken).AsTask();
        var decision = await local.DecisionAsync();

        Assert.False(connecting.IsCompleted);
        Assert.Equal((null, EndpointAction.Dropped, HopKind.CallerEgress), (decision.Callee, decision.Action, decision.Hop?.Kind));

        await local.Endpoint.UseAsync([LocalEndpoint.Path("a")]);
        using var response = await local.InvokeAsync("a");
        Assert.Equal(200, (int)response.StatusCode);

        await local.Endpoint.UseAsync([LocalEndpoint.Path("a", LocalEndpoint.Hop(HopKind.EndpointIngress))]);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => local.InvokeAsync("a", patience: patience.Token));
    }

    /// <summary>As in the network of an isolated process whose sockets are used up.</summary>
    [Fact(Timeout = 180_000)]
    public async Task A_socket_that_nothing_can_shut_takes_the_request_and_does_not_answer_it()
    {
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("walled", LocalEndpoint.Hop(HopKind.Route)));
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        await using var elsewhere = await local.Endpoint.ListenAsync(new IsolatedSockets(socket, Spare: new Queue<Socket>(), Environment.ProcessId));

        var answer = local.InvokeAsync("walled", after: request => request.RequestUri = new UriBuilder(request.RequestUri!) { Port = port }.Uri);

        var decision = await local.DecisionAsync();
        Assert.Equal(("walled", EndpointAction.Dropped), (decision.Callee, decision.Action));
        Assert.False(answer.IsCompleted);
    }

    [Theory(Timeout = 180_000)]
    [InlineData(1, "parent")]
    [InlineData(2, "links")]
    public async Task A_packet_that_is_dropped_is_of_the_trace_that_its_caller_works_for(int invocations, string found)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux drops the SYN of a connection that finds the queue full.");

        var callee = $"dropped-{invocations}";
        var traces = Enumerable.Range(0, invocations)
            .Select(_ => new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded)).ToList();
        using var listener = Listen(callee, out var spans);
        await using var local = await LocalEndpoint.StartAsync(options => options with
        {
            Paths = [LocalEndpoint.Path(callee, LocalEndpoint.Hop(HopKind.CallerEgress))],
            Traces = () => traces,
        });
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        var connecting = socket.ConnectAsync("127.0.0.1", local.Endpoint.Address.Port, TestContext.Current.CancellationToken).AsTask();
        var span = await spans.ReadAsync(TestContext.Current.CancellationToken);

        Assert.False(connecting.IsCompleted);
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(["caller egress"], span.Events.Select(hop => hop.Name));
        Assert.Equal(found == "parent" ? traces[0].TraceId : span.TraceId, span.TraceId);
        Assert.Equal(found == "parent" ? traces[0].SpanId : default, span.ParentSpanId);
        Assert.Equal(found == "links" ? traces : [], span.Links.Select(link => link.Context));
    }

    /// <summary>Its client would wait for its whole timeout; a connect has one of its own, which is short.</summary>
    [Fact(Timeout = 180_000)]
    public async Task A_connection_that_was_kept_alive_is_closed_when_nothing_can_be_reached_any_more()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux drops the SYN of a connection that finds the queue full.");

        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path("callee"));
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(1) });
        using var before = await client.SendAsync(local.Request("callee"), TestContext.Current.CancellationToken);

        await local.Endpoint.UseAsync([LocalEndpoint.Path("callee", LocalEndpoint.Hop(HopKind.CallerEgress))]);
        var blocked = client.SendAsync(local.Request("callee"), TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)before.StatusCode);
        var end = await Record.ExceptionAsync(() => blocked.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.True(end is HttpRequestException or TaskCanceledException, $"{end}");
    }

    [Fact(Timeout = 180_000)]
    public async Task Failing_fast_closes_the_connection_at_once()
    {
        await using var local = await LocalEndpoint.StartAsync(options => options with
        {
            Paths = [LocalEndpoint.Path("walled", LocalEndpoint.Hop(HopKind.Route))],
            FailFast = true,
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => local.InvokeAsync("walled"));

        Assert.Equal(EndpointAction.Aborted, (await local.DecisionAsync()).Action);
    }

    [Theory(Timeout = 180_000)]
    [InlineData(false, 200, EndpointAction.Forwarded)]
    [InlineData(true, 403, EndpointAction.Denied)]
    public async Task What_is_undecided_is_forwarded_with_the_reason_or_strictly_refused(bool strict, int status, EndpointAction action)
    {
        await using var local = await LocalEndpoint.StartAsync(options => options with
        {
            Paths = [LocalEndpoint.Path("callee", LocalEndpoint.Hop(HopKind.Name, HopResult.Undecided))],
            Strict = strict,
        });

        using var response = await local.InvokeAsync("callee");

        var decision = await local.DecisionAsync();
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal((Verdict.Undecided, action, "what Name says"), (decision.Verdict, decision.Action, decision.Reason));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_callee_that_no_path_names_is_asked_for_and_else_undecided()
    {
        await using var local = await LocalEndpoint.StartAsync(options => options with
        {
            Ask = (caller, callee) => callee.Name == "asked" ? LocalEndpoint.Path(callee.Name, LocalEndpoint.Hop(HopKind.IdentityPolicy)) : null,
        });

        using var asked = await local.InvokeAsync("asked");
        using var unknown = await local.InvokeAsync("unknown");

        Assert.Equal((403, 200), ((int)asked.StatusCode, (int)unknown.StatusCode));
        Assert.Equal(Verdict.Blocked, (await local.DecisionAsync()).Verdict);
        Assert.Equal("No plan says whether caller may invoke unknown.", (await local.DecisionAsync()).Reason);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("callee", null, 200, "callee")]
    [InlineData("callee:live", null, 403, "callee:live")]
    [InlineData("callee", "live", 403, "callee:live")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:callee:live", null, 403, "callee:live")]
    public async Task An_alias_is_another_callee_than_its_function(string name, string? qualifier, int status, string callee)
    {
        await using var local = await LocalEndpoint.StartAsync(
            LocalEndpoint.Path("callee"), LocalEndpoint.Path("callee:live", LocalEndpoint.Hop(HopKind.IdentityPolicy)));

        using var response = await local.InvokeAsync(name, qualifier: qualifier);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(callee, (await local.DecisionAsync()).Callee);
    }

    [Fact(Timeout = 180_000)]
    public async Task An_upstream_that_is_not_there_is_named()
    {
        await using var local = await LocalEndpoint.StartAsync(options => options with
        {
            Paths = [LocalEndpoint.Path("callee")],
            Upstream = new Upstream.Api(new Uri("http://127.0.0.1:1/")),
        });

        using var response = await local.InvokeAsync("callee");

        Assert.Equal(502, (int)response.StatusCode);
        Assert.Contains(
            "The Lambda API at http://127.0.0.1:1/ does not answer",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_decision_is_a_span_with_one_event_a_hop()
    {
        using var listener = Listen("traced", out var spans);
        await using var local = await LocalEndpoint.StartAsync(LocalEndpoint.Path(
            "traced", LocalEndpoint.Hop(HopKind.Name, HopResult.Passed), LocalEndpoint.Hop(HopKind.IdentityPolicy)));

        using var response = await local.InvokeAsync(
            "traced", request => request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        // It ends after the answer is there.
        var span = await spans.ReadAsync(TestContext.Current.CancellationToken);
        await local.DisposeAsync();
        Assert.False(spans.TryRead(out _));
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", span.TraceId.ToHexString());
        Assert.Equal(["name", "identity policy"], span.Events.Select(hop => hop.Name));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    /// <summary>The spans of one callee: other tests have theirs at the same time.</summary>
    private static ActivityListener Listen(string callee, out ChannelReader<Activity> spans)
    {
        var ended = Channel.CreateUnbounded<Activity>();
        spans = ended.Reader;
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == PathActivity.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("privateinvoke.callee"), callee))
                    ended.Writer.TryWrite(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
