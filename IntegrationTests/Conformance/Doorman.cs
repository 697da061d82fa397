using Microsoft.AspNetCore.Http;
using PrivateInvoke.Loopback;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>What a function calls between two parts of its response, so that they are two.</summary>
internal sealed class Doorman(LoopbackServer server) : IAsyncDisposable
{
    public Uri Address => server.Address;

    public static async Task<Doorman> StartAsync(CancellationToken cancel) => new(await LoopbackServer.StartAsync(
        new LoopbackOptions { Name = "the test's doorman" }, context => context.Response.WriteAsync("pass", context.RequestAborted), cancel));

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
