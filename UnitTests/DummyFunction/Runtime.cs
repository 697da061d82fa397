using System.Net;
using System.Net.Http.Headers;

namespace DummyFunction;

/// <summary>The smallest runtime client: HttpClient and the Runtime API's addresses.</summary>
internal sealed class Runtime : IDisposable
{
    private readonly HttpClient _http = Client(new Uri($"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/"));

    /// <summary>For servers of the test's own process, with all the time that the test has.</summary>
    public static HttpClient Client(Uri? address = null) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = address,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<(byte[] Payload, HttpResponseHeaders Headers)> NextAsync()
    {
        using var next = await _http.GetAsync("invocation/next");
        next.EnsureSuccessStatusCode();
        return (await next.Content.ReadAsByteArrayAsync(), next.Headers);
    }

    public Task<HttpStatusCode> AnswerAsync(string id, HttpContent content) => PostAsync($"invocation/{id}/response", content);

    /// <param name="error">The type of what went wrong behind the last part; null: nothing.</param>
    public async Task StreamAsync(string id, Func<Stream, Task> write, string? error)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"invocation/{id}/response") { Content = new WrittenContent(write) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("Lambda-Runtime-Function-Response-Mode", "streaming");
        if (error is not null)
        {
            // HttpClient sends no trailers.
            await RawResponse.SendAsync(_http.BaseAddress!, id, error);
            return;
        }

        using var response = await _http.SendAsync(request);
    }

    public Task<HttpStatusCode> FailAsync(string id, string error) => PostAsync($"invocation/{id}/error", new StringContent(error));

    public Task<HttpStatusCode> FailInitAsync(string error) => PostAsync("init/error", new StringContent(error));

    public void Dispose() => _http.Dispose();

    private async Task<HttpStatusCode> PostAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TransferEncodingChunked = content.Headers.ContentLength is null;
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }
}
