using Amazon.Lambda;

namespace Aspire.Hosting.AWS.Lambda;

public class LambdaFunctionOptions
{
    public LogFormat LogFormat { get; set; } = LogFormat.Text;

    public ApplicationLogLevel ApplicationLogLevel { get; set; } = ApplicationLogLevel.INFO;
}
