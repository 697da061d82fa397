using System.Diagnostics;
using Amazon.Lambda.Core;
using Functions.Contracts;

namespace Functions.Callee;

public static class QuoteFunction
{
    public const string ActivitySourceName = "Functions.Callee";

    private static readonly ActivitySource Source = new(ActivitySourceName);

    public static Quote Handle(QuoteRequest request, ILambdaContext context)
    {
        using var activity = Source.StartActivity("quote", ActivityKind.Server, ClientContext.Parent(context.ClientContext?.Custom));
        activity?.SetTag("faas.invocation_id", context.AwsRequestId);

        var (zone, price, days) = Tariff.For(request.WeightGrams, request.Destination);
        return new Quote
        {
            WeightGrams = request.WeightGrams,
            Destination = request.Destination,
            Zone = zone,
            Price = price,
            Currency = "EUR",
            TransitDays = days,
            ComputedBy = context.FunctionName,
            ProcessId = Environment.ProcessId,
        };
    }
}
