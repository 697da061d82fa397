namespace Amazon.Lambda.RuntimeSupport;

/// <summary>The Runtime API gave an answer that a runtime cannot go on from.</summary>
public class RuntimeApiClientException(
    string message, int statusCode, string response, Dictionary<string, IEnumerable<string>> headers, Exception innerException)
    : Exception($"{message}\n\nStatus: {statusCode}\nResponse: \n{response[..Math.Min(response.Length, 512)]}", innerException)
{
    public int StatusCode { get; private set; } = statusCode;

    public string Response { get; private set; } = response;

    public Dictionary<string, IEnumerable<string>> Headers { get; private set; } = headers;

    public override string ToString() => $"HTTP Response: \n\n{Response}\n\n{base.ToString()}";
}
