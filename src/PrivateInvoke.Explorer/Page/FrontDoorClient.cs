using System.Net.Http.Headers;
using System.Text;

namespace PrivateInvoke.Explorer.Page;

/// <summary>Sends what a reader has typed to a front door.</summary>
internal static class FrontDoorClient
{
    private static readonly HttpClient Http = new();

    /// <returns>The answer as it is shown, or why there is none.</returns>
    public static async Task<string> PostAsync(Uri door, string path, string payload, CancellationToken cancel)
    {
        try
        {
            using var content = new StringContent(payload, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var answer = await Http.PostAsync(new Uri($"{door}{path.TrimStart('/')}"), content, cancel);
            return $"{(int)answer.StatusCode} {answer.ReasonPhrase}\n{await answer.Content.ReadAsStringAsync(cancel)}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            return e.Message;
        }
    }
}
