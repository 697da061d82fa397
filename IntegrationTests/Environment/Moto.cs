using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>
/// A control plane of AWS on loopback. It runs no function. One request at a time reaches it: terraform sends ten, and the tables that
/// they read and write are locked by nobody.
/// </summary>
internal sealed class Moto : IAsyncDisposable
{
    private readonly RunningProgram _program;
    private readonly Uri _moto;
    private readonly ApiForwarder _forwarder = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly WebApplication _server;

    private Moto(RunningProgram program, Uri moto)
    {
        _program = program;
        _moto = moto;
        // Not a server of the product's, which turns the names of AWS's hosts away: clients that take this for a proxy send them.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    public Uri Address => new(_server.Urls.Single());

    /// <summary>For a client, or for terraform.</summary>
    public Dictionary<string, string?> Environment => new()
    {
        ["AWS_ENDPOINT_URL"] = Address.ToString().TrimEnd('/'),
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    public static async Task<Moto> StartAsync(CancellationToken cancel)
    {
        var server = Programs.Require("moto_server");
        var program = RunningProgram.Start(
            server, ["-H", "127.0.0.1", "-p", "0"], Path.GetTempPath(),
            new Dictionary<string, string?> { ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true", ["PYTHONUNBUFFERED"] = "1" });
        try
        {
            const string running = "Running on ";
            var line = await program.LineAsync(line => line.Contains(running, StringComparison.Ordinal), cancel);
            var moto = new Moto(program, new Uri(line[(line.IndexOf(running, StringComparison.Ordinal) + running.Length)..].Trim()));
            await moto._server.StartAsync(cancel);
            return moto;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the aws command prints; skips the test where there is none.</summary>
    public async Task<string> AwsAsync(string region, CancellationToken cancel, params IEnumerable<string> arguments)
    {
        var environment = Environment;
        environment["AWS_DEFAULT_REGION"] = region;
        environment["AWS_PAGER"] = "";
        await using var aws = RunningProgram.Start(
            Programs.Require("aws"), [.. arguments, "--output", "text"], Path.GetTempPath(), environment);
        Assert.True(await aws.ExitCodeAsync(cancel) == 0, aws.Output);
        return aws.Printed.Trim();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _program.DisposeAsync();
        await _forwarder.DisposeAsync();
        _turn.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        await _turn.WaitAsync(context.RequestAborted);
        try
        {
            await _forwarder.SendAsync(context, _moto);
        }
        finally
        {
            _turn.Release();
        }
    }
}
