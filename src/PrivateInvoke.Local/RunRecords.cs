using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda;

namespace PrivateInvoke.Local;

/// <summary>What a run leaves in the folder of everything that is generated: <c>logs/FUNCTION.log</c> and <c>decisions.jsonl</c>.</summary>
public sealed class RunRecords(string artifacts) : IAsyncDisposable
{
    private readonly FunctionLogFiles _logs = new(Path.Combine(artifacts, "logs"));
    private readonly LineFile _decisions = new(Path.Combine(artifacts, "decisions.jsonl"), append: true);

    public void Add(FunctionLogLine line) => _logs.Add(line);

    public void Add(EndpointDecision decision) => _decisions.Add(decision.ToJson());

    public async ValueTask DisposeAsync()
    {
        await _logs.DisposeAsync();
        await _decisions.DisposeAsync();
    }
}
