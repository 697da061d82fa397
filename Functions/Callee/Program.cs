using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Functions.Callee;
using Functions.Contracts;
using ServiceDefaults;

using var telemetry = Telemetry.Start(QuoteFunction.ActivitySourceName);

Func<QuoteRequest, ILambdaContext, Quote> handler = QuoteFunction.Handle;
await LambdaBootstrapBuilder
    .Create(handler, new SourceGeneratorLambdaJsonSerializer<ContractsJson>())
    .Build()
    .RunAsync();
