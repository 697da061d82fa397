using Aspire.Hosting.AWS.Lambda;
using Microsoft.Extensions.Configuration;
using PrivateInvoke.Terraform.Deployment;

// Asked while the rest is put together.
var docker = DockerEngine.AnswersAsync(CancellationToken.None);

var builder = DistributedApplication.CreateBuilder(args);
var settings = builder.Configuration;

// What is said now goes before what Aspire has kept of an earlier deployment's parameters; the file is found from every folder.
settings.AddJsonFile(Path.Combine(builder.AppHostDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().AddCommandLine(args);

// The functions' region is that of their plan.
var aws = builder.AddAWSSDKConfig().WithSdkValidation(false);

var connectivity = builder.AddParameter("connectivity");
var directory = builder.AddParameterFromConfiguration("infra-folder", "Parameters:infra");
var infra = builder.AddTerraform("infra", directory).WithVariable("connectivity", connectivity);
if (builder.ExecutionContext.IsRunMode && await docker)
    infra.WithEndpoint(builder.AddLocalStack("localstack").GetEndpoint("http"));

var testTool = settings.GetValue<bool>("test-tool") ? builder.AddAWSLambdaServiceEmulator() : null;
var endpoint = builder.AddInterfaceEndpoint("lambda-endpoint", infra).WithPort(settings.GetValue("port", 5080)).WithLambdaProjects();
if (testTool is not null)
    endpoint.WithUpstream(testTool.GetEndpoint("http"), attach: true);

var callee = builder.AddAWSLambdaFunction<Projects.Callee>("callee", "Callee").WithReference(aws);
var caller = builder.AddAWSLambdaFunction<Projects.Caller>("caller", "Caller").WithReference(aws)
    .WithInvoke(callee, endpoint)
    .WithEnvironment("CALLEE_FUNCTION_NAME", infra.GetOutput("callee_function_name"))
    .WithFrontDoorCommand(endpoint, "send-quote", "Send a quote", "/quotes", """{"weightGrams":1200,"destination":"JP-13"}""");

if (settings.GetValue<bool>("api-gateway"))
    builder.AddAWSAPIGatewayEmulator("api", APIGatewayType.HttpV2).WithReference(caller, endpoint, Method.Any, "/{proxy+}").WaitForStart(caller);

builder.Build().Run();
