using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.UnitTests.Lambda;

namespace PrivateInvoke.UnitTests.Fuzz;

/// <summary>Bytes on the wire: each connection ends, and the next request is answered. Alone, since what this process allocates is measured.</summary>
[CollectionDefinition(nameof(RequestFuzzTests), DisableParallelization = true)]
[Collection(nameof(RequestFuzzTests))]
public sealed class RequestFuzzTests
{
    private const int Requests = 1_000;

    /// <summary>An answer, or the end of the connection.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A request has a kilobyte; Kestrel's own limits are larger.</summary>
    private const long MostBytesEach = 1024 * 1024;

    [Theory(Timeout = 300_000)]
    [InlineData("POST /2015-03-31/functions/dummy/invocations?Qualifier=live HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Amz-Invocation-Type: RequestResponse\r\nX-Amz-Log-Type: Tail\r\nX-Amz-Client-Context: e30=\r\nX-Amzn-Trace-Id: Root=1-5759e988-bd862e3fe1be46a994272793;Lineage=1a2b3c4d:2|5e6f7a8b:1\r\nContent-Length: 9\r\n\r\n{\"a\":\"b\"}")]
    [InlineData("POST /2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Adummy/invocations HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("POST /2021-11-15/functions/dummy/response-streaming-invocations HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("GET /2015-03-31/functions?MaxItems=1&Marker=ZHVtbXk= HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("GET /attached/2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("POST /attached/2018-06-01/runtime/invocation/8476a536-e9f4-11e8-9739-2dfe598c3fcd/response HTTP/1.1\r\nHost: 127.0.0.1\r\nLambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\nTrailer: Lambda-Runtime-Function-Error-Type\r\n\r\n2\r\n{}\r\n0\r\nLambda-Runtime-Function-Error-Type: A\r\nLambda-Runtime-Function-Error-Body: e30=\r\n\r\n")]
    [InlineData("POST /attached/2018-06-01/runtime/init/error HTTP/1.1\r\nHost: 127.0.0.1\r\nLambda-Runtime-Function-Error-Type: A.B\r\nContent-Length: 2\r\n\r\n{}")]
    public async Task A_request_of_any_bytes_ends_and_the_next_is_answered(string request)
    {
        await using var lambda = await LocalLambda.StartAsync(
            LocalLambda.Dummy() with { Code = new FunctionCode.Missing("it is not run"), Qualifiers = new Dictionary<string, string> { ["live"] = "1" } },
            LocalLambda.Dummy("attached") with { Code = new FunctionCode.Attached("the fuzz test") });
        await SendAsync(lambda.Host.ApiAddress, Encoding.Latin1.GetBytes(request));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await Mutated.Of(Encoding.Latin1.GetBytes(request)).SampleAsync(bytes => SendAsync(lambda.Host.ApiAddress, bytes), iter: Requests, threads: 4);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Requests * MostBytesEach);
        using var next = await lambda.InvokeAsync("{}");
        Assert.Equal(200, (int)next.StatusCode);
    }

    /// <summary>What is sent is all that is sent; what comes is read to its end.</summary>
    private static async Task SendAsync(Uri server, byte[] bytes)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Port, patience.Token);
            await socket.SendAsync(bytes, patience.Token);
            socket.Shutdown(SocketShutdown.Send);
            var answer = new byte[4096];
            while (await socket.ReceiveAsync(answer, patience.Token) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // It was closed on what was still to come.
        }
    }
}
