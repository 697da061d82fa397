using System.Text.Json;

namespace PrivateInvoke.Terraform.Provisioning;

/// <summary>
/// What runs behind an endpoint. LocalStack forgets everything with its container and says in each which session it is; a state of
/// another session's is about things that are gone.
/// </summary>
internal static class EndpointInstance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Null where the endpoint does not say.</returns>
    public static async Task<string?> OfAsync(HttpClient http, Uri endpoint, CancellationToken cancel)
    {
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            deadline.CancelAfter(Patience);
            using var answer = await http.GetAsync(new Uri(endpoint, "/_localstack/info"), deadline.Token);
            if (!answer.IsSuccessStatusCode)
                return null;

            using var json = await JsonDocument.ParseAsync(
                await answer.Content.ReadAsStreamAsync(deadline.Token), cancellationToken: deadline.Token);
            return json.RootElement.TryGetProperty("session_id", out var session) ? session.GetString() : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // Another emulator, or none that answers: terraform itself will say what it misses.
            return null;
        }
    }
}
