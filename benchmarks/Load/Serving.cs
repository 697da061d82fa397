using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Benchmarks.Soak;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Local.Lambda.Front;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Benchmarks.Load;

/// <summary>
/// The other process of a measurement: <c>serve echo | smallest | cold | embedded FUNCTION | soak FUNCTION</c>. It says where it listens in one line of JSON,
/// and for each line it reads what it has allocated and holds; at the end of its input it ends.
/// </summary>
internal static class Serving
{
    /// <summary>As many functions with the same code as cold starts are wanted.</summary>
    public const int ColdStarts = 15;

    public static async Task RunAsync(string what, string? program)
    {
        await using var server = what switch
        {
            "echo" => await BareAsync(BareServer.EchoAsync),
            "smallest" => await BareAsync(new SmallestRuntimeApi().HandleAsync),
            "cold" => await ColdAsync(),
            "embedded" => await EmbeddedAsync(program!),
            "soak" => await SoakAsync(program!),
            _ => throw new ArgumentException($"There is no server '{what}'."),
        };
        Console.WriteLine(JsonSerializer.Serialize(server.Addresses));
        while (await Console.In.ReadLineAsync() is not null)
        {
            using var process = Process.GetCurrentProcess();
            Console.WriteLine(JsonSerializer.Serialize(new ServerFigures(GC.GetTotalAllocatedBytes(precise: true), process.WorkingSet64)));
        }
    }

    private static async Task<Served> BareAsync(RequestDelegate handler)
    {
        var (server, address) = await BareServer.StartAsync(handler);
        return new Served(new ServerAddresses { Bare = address }, [server]);
    }

    // One of its own for each cold start: the smallest gives an invoke to whichever function asked first, also to one that was ended since.
    private static async Task<Served> ColdAsync()
    {
        var servers = new List<(WebApplication Server, Uri Address)>();
        for (var i = 0; i < ColdStarts; i++)
            servers.Add(await BareServer.StartAsync(new SmallestRuntimeApi().HandleAsync));

        return new Served(
            new ServerAddresses { Cold = [.. servers.Select(server => server.Address)] }, [.. servers.Select(server => server.Server)]);
    }

    private static async Task<Served> EmbeddedAsync(string program)
    {
        var lines = 0L;
        var decisions = 0L;
        FunctionSpec[] functions =
        [
            Function("echo", program),
            Function("slow", program) with { Environment = new Dictionary<string, string> { ["ECHO_DELAY"] = "20" } },
            .. Enumerable.Range(0, ColdStarts).Select(i => Function($"cold-{i}", program)),
        ];
        var lambda = await LambdaHost.StartAsync(
            new LambdaOptions { Functions = functions, Log = _ => Interlocked.Increment(ref lines) });
        var endpoint = await InterfaceEndpoint.StartAsync(new InterfaceEndpointOptions
        {
            Caller = "caller",
            Upstream = new Upstream.Embedded(lambda),
            Credentials = key => key == SignedInvoke.Credentials.AccessKeyId ? SignedInvoke.Credentials : null,
            Paths =
            [
                new InvokePath
                {
                    Caller = new PathEnd("aws_lambda_function.caller", "caller"),
                    Callee = new PathEnd("aws_lambda_function.echo", "echo"),
                    Via = Via.InterfaceEndpoint,
                    Hops = [],
                },
            ],
            Decided = _ => Interlocked.Increment(ref decisions),
        });
        var door = await FrontDoor.StartAsync(lambda, new FrontDoorOptions { Function = "echo" });
        await lambda.WarmAsync("echo");
        return new Served(
            new ServerAddresses { Lambda = lambda.ApiAddress, Endpoint = endpoint.Address, FrontDoor = door.Address }, [door, endpoint, lambda]);
    }

    private static async Task<Served> SoakAsync(string program)
    {
        var server = await SoakServer.StartAsync(program);
        return new Served(server.Addresses, [server]);
    }

    private static FunctionSpec Function(string name, string program) => new()
    {
        Name = name,
        Arn = $"arn:aws:lambda:us-east-1:123456789012:function:{name}",
        Region = SignedInvoke.Region,
        Timeout = TimeSpan.FromSeconds(30),
        Code = PublishedFunction.CodeOf(program),
    };

    private sealed record Served(ServerAddresses Addresses, IReadOnlyList<IAsyncDisposable> Parts) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var part in Parts)
                await part.DisposeAsync();
        }
    }
}

internal sealed record ServerAddresses
{
    /// <summary>Of a server that has only one.</summary>
    public Uri? Bare { get; init; }

    /// <summary>One for each cold start.</summary>
    public IReadOnlyList<Uri> Cold { get; init; } = [];

    public Uri? Lambda { get; init; }

    public Uri? Endpoint { get; init; }

    public Uri? FrontDoor { get; init; }

    /// <summary>The caller's; null: those of <see cref="SignedInvoke"/>.</summary>
    public FunctionCredentials? Credentials { get; init; }
}

/// <param name="Allocated">Bytes since it started.</param>
internal sealed record ServerFigures(long Allocated, long WorkingSet);
