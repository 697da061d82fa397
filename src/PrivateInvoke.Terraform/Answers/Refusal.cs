using Microsoft.AspNetCore.Http;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.Terraform.Answers;

/// <summary>An error in the protocol of the request, so that the provider reports its code.</summary>
internal static class Refusal
{
    private const string Code = IAwsAnswers.Refusal;

    private const string Message = "Only AWS knows, and no account is asked.";

    public static string Of(HttpRequest request, AwsQuestion? question) => question switch
    {
        { Service: "ec2" } =>
            $"<Response><Errors><Error><Code>{Code}</Code><Message>{Message}</Message></Error></Errors><RequestID>none</RequestID></Response>",
        { } => $"<ErrorResponse><Error><Type>Sender</Type>{Error}</Error></ErrorResponse>",
        null when request.Headers.Authorization.ToString().Contains("/s3/", StringComparison.Ordinal) => $"<Error>{Error}</Error>",
        null => $$"""{"__type":"{{Code}}","code":"{{Code}}","message":"{{Message}}"}""",
    };

    private static string Error => $"<Code>{Code}</Code><Message>{Message}</Message>";
}
