using System.Text.Json;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>
/// What runs behind an endpoint. LocalStack forgets everything with its container and says in each which session it is; a state of
/// another session's is about things that are gone.
/// </summary>
internal sealed class EndpointInstance(Uri endpoint, HttpMessageHandler? handler = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler()) { Timeout = Patience, MaxResponseContentBufferSize = 1024 * 1024 };

    private string? _said;

    /// <returns>What it said last, where it is too busy to say; null where it says nothing of the kind.</returns>
    public async Task<string?> AskAsync(CancellationToken cancel)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(endpoint, "/_localstack/info"), cancel);
            return _said = answer.IsSuccessStatusCode ? Session(await answer.Content.ReadAsStringAsync(cancel)) : null;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // A plan that was made behind the session is not another one's for that. Where it is gone, terraform itself says what it misses.
            return _said;
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? Session(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("session_id", out var session)
                && session.ValueKind is JsonValueKind.String ? session.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
