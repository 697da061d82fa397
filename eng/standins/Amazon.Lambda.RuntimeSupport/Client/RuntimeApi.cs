using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Amazon.Lambda.RuntimeSupport.Errors;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>The Runtime API, version 2018-06-01, as a runtime sees it.</summary>
internal sealed class RuntimeApi(HttpClient httpClient, string address)
{
    private const int LargestXRayHeader = 1024 * 1024;

    private static readonly MediaTypeWithQualityHeaderValue s_json = new("application/json");

    private readonly string _runtime = $"http://{address}/2018-06-01/runtime";

    public async Task<(InvocationHeaders Headers, Stream Input)> GetNextAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_runtime}/invocation/next") { Headers = { Accept = { s_json } } };
        using var response = await httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Refusal(response, await response.Content.ReadAsStringAsync(cancellationToken));
        }

        var input = new MemoryStream(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return (new InvocationHeaders(response.Headers), input);
    }

    public async Task PostResponseAsync(string requestId, Stream output, CancellationToken cancellationToken)
    {
        // Not disposed: that would take the handler's stream along, which may be used again.
        HttpContent content = output is null ? new StringContent("") : new StreamContent(output);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, $"{_runtime}/invocation/{requestId}/response")
        {
            Headers = { Accept = { s_json } },
            Content = content,
        };
        using var response = await httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.OK or HttpStatusCode.NoContent))
        {
            throw Refusal(response, await response.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    public Task PostErrorAsync(string requestId, Exception exception, CancellationToken cancellationToken) =>
        PostErrorAsync(
            $"invocation/{Uri.EscapeDataString(requestId)}/error", exception, exception.GetType().Name, XRayCause.Write(exception),
            cancellationToken);

    public Task PostInitErrorAsync(Exception exception) =>
        // Without a type: the real package sends none here.
        PostErrorAsync("init/error", exception, errorType: null, xrayCause: null, CancellationToken.None);

    private async Task PostErrorAsync(
        string path, Exception exception, string errorType, string xrayCause, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_runtime}/{path}")
        {
            Headers = { Accept = { s_json } },
            Content = new StringContent(
                ExceptionJson.Write(exception), new MediaTypeHeaderValue("application/vnd.aws.lambda.error+json")),
        };
        if (errorType is not null)
        {
            request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", errorType);
        }

        if (xrayCause is not null && Encoding.UTF8.GetByteCount(xrayCause) < LargestXRayHeader)
        {
            request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-XRay-Error-Cause", xrayCause);
        }

        using var response = await httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK or HttpStatusCode.NoContent:
                return;
            case HttpStatusCode.Accepted:
                RequireJson(response, body);
                return;
            default:
                throw Refusal(response, body);
        }
    }

    // The real package reads the 202 of an error as {"status":"OK"} and gives up on anything that is not JSON.
    private static void RequireJson(HttpResponseMessage response, string body)
    {
        try
        {
            JsonDocument.Parse(body).Dispose();
        }
        catch (JsonException exception)
        {
            throw new RuntimeApiClientException(
                "Could not deserialize the response body.", (int)response.StatusCode, body, HeadersOf(response), exception);
        }
    }

    private static RuntimeApiClientException Refusal(HttpResponseMessage response, string body)
    {
        var status = (int)response.StatusCode;
        var message = response.StatusCode switch
        {
            HttpStatusCode.BadRequest => "Bad Request",
            HttpStatusCode.Forbidden => "Forbidden",
            HttpStatusCode.RequestEntityTooLarge => "Payload Too Large",
            HttpStatusCode.InternalServerError => "Container error. Non-recoverable state. Runtime should exit promptly.\n",
            _ => $"The HTTP status code of the response was not expected ({status}).",
        };
        return new RuntimeApiClientException(message, status, body, HeadersOf(response), innerException: null);
    }

    private static Dictionary<string, IEnumerable<string>> HeadersOf(HttpResponseMessage response) =>
        response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => header.Value);
}
