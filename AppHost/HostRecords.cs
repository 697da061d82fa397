using PrivateInvoke.Endpoint;
using PrivateInvoke.Lambda;
using PrivateInvoke.Local;

namespace AppHost;

/// <summary>What the host leaves in <c>artifacts/</c>: <c>logs/FUNCTION.log</c> and <c>decisions.jsonl</c>.</summary>
internal sealed class HostRecords(string repository) : IAsyncDisposable
{
    private readonly FunctionLogFiles _logs = new(Path.Combine(repository, "artifacts", "logs"));
    private readonly LineFile _decisions = new(Path.Combine(repository, "artifacts", "decisions.jsonl"), append: true);

    public void Add(FunctionLogLine line) => _logs.Add(line);

    public void Add(EndpointDecision decision) => _decisions.Add(decision.ToJson());

    public async ValueTask DisposeAsync()
    {
        await _logs.DisposeAsync();
        await _decisions.DisposeAsync();
    }
}
