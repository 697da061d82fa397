using System.Diagnostics;
using System.Threading.Channels;
using Amazon.Lambda;
using Amazon.Lambda.Model;
using Amazon.Runtime;
using PrivateInvoke.IntegrationTests.Conformance;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Endpoint.Faults;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Paths;

namespace PrivateInvoke.IntegrationTests.Resilience;

/// <summary>What AWS's SDK, with its own retries, makes of each fault on demand.</summary>
public sealed class FaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [InlineData("429:1")]
    [InlineData("500:1")]
    [InlineData("reset:1")]
    public async Task The_SDK_retries_what_it_may_and_the_callee_runs_once(string fault)
    {
        await using var faulty = await Faulty.StartAsync(fault);

        Assert.Equal("[1]", await faulty.InvokeAsync(retries: 1));

        Assert.Equal([FaultOrder.Parse(fault).Fault, null], faulty.Decisions().Select(decision => decision.Fault));
        Assert.Equal(1, faulty.Runs());
    }

    [Fact(Timeout = 300_000)]
    public async Task An_answer_that_is_lost_makes_the_callee_run_twice()
    {
        await using var faulty = await Faulty.StartAsync("lost-answer:1");

        Assert.Equal("[1]", await faulty.InvokeAsync(retries: 1));

        Assert.Equal(2, faulty.Runs());
    }

    [Fact(Timeout = 300_000)]
    public async Task Throttling_that_lasts_is_the_SDKs_typed_exception()
    {
        await using var faulty = await Faulty.StartAsync("429");

        var refused = await Assert.ThrowsAsync<TooManyRequestsException>(() => faulty.InvokeAsync(retries: 1));

        Assert.Equal("CallerRateLimitExceeded", refused.Reason?.Value);
        Assert.Equal(2, faulty.Decisions().Count);
        Assert.Equal(0, faulty.Runs());
    }

    [Fact(Timeout = 300_000)]
    public async Task Latency_delays_the_answer_and_changes_nothing_else()
    {
        await using var faulty = await Faulty.StartAsync("latency=300ms");
        var clock = Stopwatch.StartNew();

        Assert.Equal("[1]", await faulty.InvokeAsync(retries: 0));

        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(300), $"It took {clock.Elapsed}.");
    }

    [Fact(Timeout = 300_000)]
    public async Task Silence_lasts_until_the_clients_own_timeout()
    {
        await using var faulty = await Faulty.StartAsync("silence");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => faulty.InvokeAsync(retries: 0, patience.Token));

        Assert.Equal(0, faulty.Runs());
    }

    [Fact(Timeout = 300_000)]
    public async Task A_purged_connection_is_replaced_and_the_callee_runs_once_an_invoke()
    {
        await using var faulty = await Faulty.StartAsync("idle-purge");

        Assert.Equal(["[1]", "[1]", "[1]"], [await faulty.InvokeAsync(1), await faulty.InvokeAsync(1), await faulty.InvokeAsync(1)]);

        Assert.Contains(faulty.Decisions(), decision => decision.Fault is Fault.IdlePurge);
        Assert.Equal(3, faulty.Runs());
    }

    /// <summary>An embedded Lambda behind an endpoint with a fault, and one SDK client's settings.</summary>
    private sealed class Faulty : IAsyncDisposable
    {
        private readonly RunningLambda _lambda;
        private readonly InterfaceEndpoint _endpoint;
        private readonly ChannelReader<EndpointDecision> _decisions;

        private Faulty(RunningLambda lambda, InterfaceEndpoint endpoint, ChannelReader<EndpointDecision> decisions)
        {
            _lambda = lambda;
            _endpoint = endpoint;
            _decisions = decisions;
        }

        public static async Task<Faulty> StartAsync(string fault)
        {
            var lambda = await RunningLambda.StartAsync(
                Cancel, RunningLambda.Dummy, RunningLambda.Function("caller", new FunctionCode.Missing("the test is the caller")));
            var decisions = Channel.CreateUnbounded<EndpointDecision>();
            var endpoint = await InterfaceEndpoint.StartAsync(
                new InterfaceEndpointOptions
                {
                    Caller = "caller",
                    Upstream = new Upstream.Embedded(lambda.Host),
                    Credentials = lambda.Host.FindCredentials,
                    Faults = [FaultOrder.Parse(fault)],
                    Decided = decision => decisions.Writer.TryWrite(decision),
                    Paths =
                    [
                        new InvokePath
                        {
                            Caller = new PathEnd("aws_lambda_function.caller", "caller"),
                            Callee = new PathEnd("aws_lambda_function.dummy", "dummy"),
                            Via = Via.InterfaceEndpoint,
                            Hops = [],
                        },
                    ],
                },
                Cancel);
            return new Faulty(lambda, endpoint, decisions.Reader);
        }

        public async Task<string> InvokeAsync(int retries, CancellationToken? patience = null)
        {
            var keys = _lambda.Host.CredentialsOf("caller");
            using var client = new AmazonLambdaClient(
                new SessionAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken),
                new AmazonLambdaConfig
                {
                    ServiceURL = _endpoint.Address.ToString(),
                    AuthenticationRegion = LambdaClient.Region,
                    MaxErrorRetry = retries,
                });
            var answer = await client.InvokeAsync(new Amazon.Lambda.Model.InvokeRequest { FunctionName = "dummy", Payload = "[1]" }, patience ?? Cancel);
            using var reader = new StreamReader(answer.Payload);
            return await reader.ReadToEndAsync(Cancel);
        }

        public List<EndpointDecision> Decisions()
        {
            var all = new List<EndpointDecision>();
            while (_decisions.TryRead(out var decision))
                all.Add(decision);

            return all;
        }

        /// <summary>Invocations that the callee was given. Its REPORT may come after the answer, its START never.</summary>
        public int Runs() => _lambda.LinesSoFar().Count(line => line.StartsWith("START", StringComparison.Ordinal));

        public async ValueTask DisposeAsync()
        {
            await _endpoint.DisposeAsync();
            await _lambda.DisposeAsync();
        }
    }
}
