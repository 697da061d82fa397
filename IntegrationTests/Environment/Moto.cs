using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>
/// An account of its own at a control plane of AWS on loopback, which runs no function. Names of buckets alone are shared by all accounts.
/// </summary>
internal sealed class Moto : IAsyncDisposable
{
    private static int _accounts;

    private readonly MotoServer _moto;
    private readonly bool _isAlone;
    private readonly WebApplication _server;

    private Moto(MotoServer moto, bool isAlone)
    {
        _moto = moto;
        _isAlone = isAlone;
        // Not a server of the product's, which turns the names of AWS's hosts away: clients that take this for a proxy send them.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _server = builder.Build();
        _server.Run(HandleAsync);
    }

    public string Account { get; } = $"1{Interlocked.Increment(ref _accounts):00000000000}";

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
        Programs.Require("moto_server");
        var server = await TestContext.Current.GetFixture<MotoServer>() ?? throw new InvalidOperationException("It is a fixture of the assembly.");
        return await AtAsync(server, isAlone: false, cancel);
    }

    /// <summary>At a control plane of its own: for a test after which nothing is there any more, of any account.</summary>
    public static Task<Moto> StartAloneAsync(CancellationToken cancel)
    {
        Programs.Require("moto_server");
        return AtAsync(new MotoServer(), isAlone: true, cancel);
    }

    private static async Task<Moto> AtAsync(MotoServer server, bool isAlone, CancellationToken cancel)
    {
        var moto = new Moto(server, isAlone);
        try
        {
            await server.StartedAsync(cancel);
            await moto._server.StartAsync(cancel);
            return moto;
        }
        catch
        {
            await moto.DisposeAsync();
            throw;
        }
    }

    /// <summary>By one request, for which the aws command would take half a second.</summary>
    public async Task CreateBucketAsync(string name, string region, CancellationToken cancel)
    {
        using var http = new HttpClient();
        using var body = new StringContent(
            $"<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>");
        using var response = await http.PutAsync(new Uri(Address, name), body, cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancel));
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
        if (_isAlone)
            await _moto.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        context.Request.Headers["x-moto-account-id"] = Account;
        await _moto.SendAsync(context);
    }
}
