using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.AWS.Lambda;

/// <summary>The Lambda Test Tool as a gateway.</summary>
public class APIGatewayEmulatorResource(string name, APIGatewayType apiGatewayType)
    : ExecutableResource(name, "dotnet", Environment.CurrentDirectory)
{
    internal void AddCommandLineArguments(IList<object> arguments)
    {
        foreach (var argument in (string[])["lambda-test-tool", "start", "--no-launch-window", "--api-gateway-emulator-mode", apiGatewayType.ToString()])
            arguments.Add(argument);
    }
}
