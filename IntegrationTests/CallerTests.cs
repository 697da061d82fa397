using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>The caller as an ordinary web application, its SDK sent to a Lambda API that answers what the test wants.</summary>
public sealed class CallerTests
{
    private const string Answer =
        """{"weightGrams":1,"destination":"JP-13","zone":"z","price":1,"currency":"EUR","transitDays":1,"computedBy":"x","processId":1}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_callee_that_refuses_makes_502()
    {
        await using var lambda = await LambdaApi.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            context.Response.Headers["x-amzn-ErrorType"] = "AccessDeniedException";
            return context.Response.WriteAsync("""{"Message":"User is not authorized to perform: lambda:InvokeFunction"}""", Cancel);
        });

        Assert.Equal(HttpStatusCode.BadGateway, await QuoteStatusAsync(lambda));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_callee_that_fails_makes_502()
    {
        await using var lambda = await LambdaApi.StartAsync(context =>
        {
            context.Response.Headers["X-Amz-Function-Error"] = "Unhandled";
            return context.Response.WriteAsync("""{"errorType":"Boom","errorMessage":"It broke."}""", Cancel);
        });

        Assert.Equal(HttpStatusCode.BadGateway, await QuoteStatusAsync(lambda));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_callee_that_is_silent_makes_504()
    {
        await using var lambda = await LambdaApi.StartAsync(context =>
            new TaskCompletionSource().Task.WaitAsync(context.RequestAborted));

        Assert.Equal(HttpStatusCode.GatewayTimeout, await QuoteStatusAsync(lambda, invokeTimeout: 1));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_callee_that_is_not_there_makes_502()
    {
        await using var lambda = await LambdaApi.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            context.Response.Headers["x-amzn-ErrorType"] = "ResourceNotFoundException";
            return context.Response.WriteAsync("""{"Message":"Function not found","Type":"User"}""", Cancel);
        });

        Assert.Equal(HttpStatusCode.BadGateway, await QuoteStatusAsync(lambda));
    }

    [Fact(Timeout = 300_000)]
    public async Task Trace_context_goes_to_the_callee_in_the_client_context()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        string? seen = null;
        await using var lambda = await LambdaApi.StartAsync(context =>
        {
            seen = Encoding.UTF8.GetString(Convert.FromBase64String(context.Request.Headers["X-Amz-Client-Context"].ToString()));
            return context.Response.WriteAsync(Answer, Cancel);
        });

        Assert.Equal(HttpStatusCode.OK, await QuoteStatusAsync(lambda, $"00-{trace}-00f067aa0ba902b7-01"));

        using var document = JsonDocument.Parse(seen!);
        Assert.Contains(trace, document.RootElement.GetProperty("custom").GetProperty("traceparent").GetString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Telemetry_that_nobody_takes_delays_no_quote()
    {
        using var collector = new TcpListener(IPAddress.Loopback, 0);
        collector.Start();
        var export = collector.AcceptTcpClientAsync(Cancel).AsTask();
        await using var lambda = await LambdaApi.StartAsync(context => context.Response.WriteAsync(Answer, Cancel));

        // It was on: something is sent there while the caller runs, and nobody answers.
        var status = await QuoteStatusAsync(lambda, collector: new Uri($"http://{collector.LocalEndpoint}"), before: export);

        Assert.Equal(HttpStatusCode.OK, status);
        using var silent = await export;
    }

    /// <param name="before">Happens before the caller ends.</param>
    private static async Task<HttpStatusCode> QuoteStatusAsync(
        LambdaApi lambda, string? traceparent = null, Uri? collector = null, int invokeTimeout = 60, Task? before = null)
    {
        await using var caller = RunningProgram.Start(
            Programs.Dotnet,
            [Programs.Caller, "--urls", "http://127.0.0.1:0"],
            Path.GetDirectoryName(Programs.Caller)!,
            new Dictionary<string, string?>
            {
                ["CALLEE_FUNCTION_NAME"] = "callee",
                ["INVOKE_TIMEOUT_SECONDS"] = $"{invokeTimeout}",
                ["AWS_ENDPOINT_URL_LAMBDA"] = lambda.Address.ToString(),
                ["AWS_REGION"] = "eu-central-1",
                ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
                ["AWS_SECRET_ACCESS_KEY"] = "secret",
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector?.ToString(),
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            });
        const string listening = "Now listening on: ";
        var line = await caller.LineAsync(line => line.Contains(listening, StringComparison.Ordinal), Cancel);
        var address = new Uri(line[(line.IndexOf(listening, StringComparison.Ordinal) + listening.Length)..].Trim());

        using var http = new HttpClient { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/quotes")
        {
            Content = JsonContent.Create(new { weightGrams = 1200, destination = "JP-13" }),
        };
        if (traceparent is not null)
            request.Headers.Add("traceparent", traceparent);

        using var response = await http.SendAsync(request, Cancel);
        await (before ?? Task.CompletedTask);
        return response.StatusCode;
    }

    private sealed class LambdaApi(WebApplication app) : IAsyncDisposable
    {
        public Uri Address => new(app.Urls.Single());

        public static async Task<LambdaApi> StartAsync(RequestDelegate answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.Run(answer);
            await app.StartAsync(Cancel);
            return new LambdaApi(app);
        }

        public async ValueTask DisposeAsync()
        {
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }
    }
}
