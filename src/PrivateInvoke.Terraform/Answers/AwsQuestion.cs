using Microsoft.AspNetCore.Http;

namespace PrivateInvoke.Terraform.Answers;

/// <summary>A request in AWS's query protocol, which EC2 and IAM speak.</summary>
internal sealed record AwsQuestion
{
    /// <summary><c>DescribeVpcEndpointServices</c></summary>
    public required string Action { get; init; }

    /// <summary><c>ServiceName.1</c> to <c>com.amazonaws.eu-west-1.lambda</c></summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>What the request is signed for: <c>ec2</c>.</summary>
    public required string Service { get; init; }

    public required string Region { get; init; }

    public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

    /// <returns>Null where it is of another protocol.</returns>
    public static async Task<AwsQuestion?> ReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
            return null;

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
        var parameters = form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        var (region, service) = ScopeOf(request.Headers.Authorization.ToString());
        return new AwsQuestion
        {
            Action = parameters.GetValueOrDefault("Action", ""),
            Parameters = parameters,
            Service = service,
            Region = region,
        };
    }

    /// <param name="authorization"><c>AWS4-HMAC-SHA256 Credential=KEY/20260101/eu-west-1/ec2/aws4_request, …</c></param>
    private static (string Region, string Service) ScopeOf(string authorization) =>
        authorization.Split("Credential=", 2) is [_, var scope] && scope.Split('/', 5) is [_, _, var region, var service, _]
            ? (region, service)
            : ("", "");
}
