using Amazon.Lambda;
using Amazon.Lambda.Serialization.SystemTextJson;
using Functions.Caller;
using Functions.Contracts;
using ServiceDefaults;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddServiceDefaults(QuoteService.ActivitySourceName);
builder.Services.AddAWSLambdaHosting(LambdaEventSource.HttpApi, new SourceGeneratorLambdaJsonSerializer<CallerJson>());
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default));
builder.Services.AddProblemDetails();

var settings = CalleeSettings.Read(builder.Configuration);
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton<IAmazonLambda>(_ => new AmazonLambdaClient(settings.ToClientConfig()));
builder.Services.AddSingleton<QuoteService>();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapQuotes();
app.Run();
