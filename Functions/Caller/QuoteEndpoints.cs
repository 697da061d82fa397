using Microsoft.AspNetCore.Http.HttpResults;

namespace Functions.Caller;

internal static class QuoteEndpoints
{
    public static void MapQuotes(this WebApplication app) => app.MapPost("/quotes", PostAsync);

    private static async Task<IResult> PostAsync(HttpRequest http, QuoteService quotes, CancellationToken cancel)
    {
        var (request, errors) = await QuoteRequestReader.ReadAsync(http.Body, cancel);
        if (request is null)
            return TypedResults.ValidationProblem(errors);

        // A client learns what happened; why (names, ARNs) is in the log.
        return await quotes.QuoteAsync(request, cancel) switch
        {
            QuoteResult.Quoted quoted => TypedResults.Ok(quoted.Quote),
            QuoteResult.Silent silent => Problem(504, "The quote function did not answer.", $"No connection, or no answer on it, within {silent.Waited.TotalSeconds:0.###} s."),
            QuoteResult.Refused => Problem(502, "The quote function refused the call.", "A policy does not allow this function to invoke it."),
            QuoteResult.Failed => Problem(502, "The quote function failed.", "It ran and ended in an error."),
            QuoteResult.Unavailable unavailable => Problem(502, "The quote function is not available.", $"Lambda answered {unavailable.Status}."),
            _ => throw new InvalidOperationException("A result without an answer."),
        };
    }

    private static ProblemHttpResult Problem(int status, string title, string detail) =>
        TypedResults.Problem(statusCode: status, title: title, detail: detail);
}
