using Amazon;
using Aspire.Hosting.AWS.Lambda;
using PrivateInvoke.Terraform.Provisioning;

namespace AppHost;

/// <summary>The system as an Aspire application: Terraform, both functions, the endpoint between them, and a gateway in front.</summary>
internal static class AspireHost
{
    public static async Task<int> RunAsync(HostOptions options, string[] arguments, CancellationToken cancel)
    {
        var builder = DistributedApplication.CreateBuilder(AspireSettings.WithEnvironment(arguments, Environment.GetEnvironmentVariable));
        AspireSettings.Complete(builder.Configuration);
        builder.Configuration["PrivateInvoke:Artifacts"] = Path.Combine(options.Repository, "artifacts");
        var aws = builder.AddAWSSDKConfig().WithRegion(RegionEndpoint.GetBySystemName(options.Region)).WithSdkValidation(false);

        var infra = builder.AddTerraform("infra", options.Infra).WithVariables(options.Variables).WithTerraform(options.Terraform);
        infra.WithPackages(options);
        if (builder.ExecutionContext.IsRunMode && await DockerEngine.AnswersAsync(cancel))
            infra.WithEndpoint(builder.AddLocalStack("localstack").GetEndpoint("http"));

        var emulator = builder.AddAWSLambdaServiceEmulator();
        var endpoint = builder.AddInterfaceEndpoint("lambda-endpoint", infra).WithHostOptions(options);
        if (options.TestTool)
            endpoint.WithUpstream(emulator.GetEndpoint("http"), attach: true);
        else
            emulator.WithExplicitStart();

        var callee = builder.AddAWSLambdaFunction<Projects.Callee>("callee", "Callee").WithReference(aws);
        var caller = builder.AddAWSLambdaFunction<Projects.Caller>("caller", "Caller").WithReference(aws)
            .WithInvoke(callee, endpoint)
            .WithEnvironment("CALLEE_FUNCTION_NAME", infra.GetOutput("callee_function_name"))
            .WaitFor(infra);

        builder.AddAWSAPIGatewayEmulator("api", APIGatewayType.HttpV2)
            .WithReference(caller, Method.Any, "/{proxy+}")
            .WithRoute(caller, endpoint, Method.Any, "/{proxy+}")
            .WithHttpHealthCheck("/__lambda_test_tool_apigateway_health__", endpointName: "http")
            .WaitFor(caller);

        await using var app = builder.Build();
        await app.RunAsync(cancel);
        return Environment.ExitCode;
    }
}
