using System.Globalization;
using Amazon.Lambda;

namespace Functions.Caller;

/// <summary>What the deployment says of the callee, in environment variables that Terraform sets.</summary>
/// <param name="FunctionName"><c>CALLEE_FUNCTION_NAME</c>: a name or an ARN.</param>
/// <param name="InvokeTimeout">
/// <c>INVOKE_TIMEOUT_SECONDS</c>: between the callee's timeout and the caller's own, so that the caller still answers when the callee
/// does not.
/// </param>
internal sealed record CalleeSettings(string FunctionName, TimeSpan InvokeTimeout)
{
    private const string FunctionNameKey = "CALLEE_FUNCTION_NAME";
    private const string InvokeTimeoutKey = "INVOKE_TIMEOUT_SECONDS";

    public static CalleeSettings Read(IConfiguration configuration)
    {
        var name = configuration[FunctionNameKey];
        if (string.IsNullOrWhiteSpace(name))
            throw new InvalidOperationException($"{FunctionNameKey} is not set: the caller does not know whom to invoke. Set it to the callee's function name.");

        var seconds = 8d;
        if (configuration[InvokeTimeoutKey] is { Length: > 0 } text
            && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds) && seconds is > 0 and <= 900))
        {
            throw new InvalidOperationException($"{InvokeTimeoutKey} is '{text}'. Set it to a number of seconds, above 0 and at most 900.");
        }

        return new CalleeSettings(name, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>
    /// The SDK's own defaults wait 300 s for an endpoint that drops packets. A connection inside AWS takes milliseconds, so two
    /// seconds without one is an answer; a retry could only spend the rest of the caller's time.
    /// </summary>
    public AmazonLambdaConfig ToClientConfig() => new()
    {
        Timeout = InvokeTimeout,
        ConnectTimeout = TimeSpan.FromSeconds(Math.Min(2, InvokeTimeout.TotalSeconds)),
        MaxErrorRetry = 1,
    };
}
