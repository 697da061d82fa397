using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda;
using PrivateInvoke.Paths;

namespace PrivateInvoke.IntegrationTests.Conformance;

/// <summary>The rows about who may: signature and permission, at the interface endpoint, each for every client.</summary>
public abstract class EndpointRows
{
    private const string NotAllowed =
        "User: arn:aws:sts::123456789012:assumed-role/role/caller is not authorized to perform: lambda:InvokeFunction on resource: "
        + "arn:aws:lambda:us-east-1:123456789012:function:dummy because no identity-based policy allows the lambda:InvokeFunction action";

    private static readonly FunctionSpec Caller = RunningLambda.Function("caller", new FunctionCode.Missing("the test is the caller"));

    protected abstract LambdaClient Client { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task The_callers_own_signature_is_right()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel, RunningLambda.Dummy, Caller);

        var answer = await InvokeAsync(lambda, ClientKeys.Of(lambda.Host.CredentialsOf("caller")));

        Assert.Equal("[1]", Assert.IsType<ClientAnswer.Answered>(answer).Payload);
    }

    [Fact(Timeout = 300_000)]
    public async Task Without_a_signature_the_token_is_missing()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel, RunningLambda.Dummy, Caller);

        Assert.Equal("MissingAuthenticationTokenException", RefusalOf(await InvokeAsync(lambda, ClientKeys.Unsigned)).Type);
    }

    [Fact(Timeout = 300_000)]
    public async Task An_unknown_key_is_not_recognized()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel, RunningLambda.Dummy, Caller);

        Assert.Equal("UnrecognizedClientException", RefusalOf(await InvokeAsync(lambda, ClientKeys.Developer)).Type);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_wrong_secret_makes_an_invalid_signature()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel, RunningLambda.Dummy, Caller);

        var answer = await InvokeAsync(lambda, ClientKeys.Of(lambda.Host.CredentialsOf("caller")) with { SecretAccessKey = "another" });

        Assert.Equal("InvalidSignatureException", RefusalOf(answer).Type);
    }

    [Fact(Timeout = 300_000)]
    public async Task Who_is_not_permitted_is_denied_in_AWSs_words()
    {
        await using var lambda = await RunningLambda.StartAsync(Cancel, RunningLambda.Dummy, Caller);
        var hop = new Hop
        {
            Kind = HopKind.IdentityPolicy,
            Result = HopResult.Blocked,
            Code = "NOT_ALLOWED",
            Message = NotAllowed,
        };

        var refused = RefusalOf(await InvokeAsync(lambda, ClientKeys.Of(lambda.Host.CredentialsOf("caller")), hop));

        Assert.Equal(("AccessDeniedException", NotAllowed), (refused.Type, refused.Message));
    }

    private async Task<ClientAnswer> InvokeAsync(RunningLambda lambda, ClientKeys keys, params Hop[] hops)
    {
        await using var endpoint = await InterfaceEndpoint.StartAsync(
            new InterfaceEndpointOptions
            {
                Caller = "caller",
                Upstream = new Upstream.Embedded(lambda.Host),
                Credentials = lambda.Host.FindCredentials,
                Paths =
                [
                    new InvokePath
                    {
                        Caller = new PathEnd("aws_lambda_function.caller", "caller"),
                        Callee = new PathEnd("aws_lambda_function.dummy", "dummy"),
                        Via = Via.InterfaceEndpoint,
                        Hops = hops,
                    },
                ],
            },
            Cancel);
        return await Client.InvokeAsync(endpoint.Address, new ClientRequest("dummy", "[1]"), keys, Cancel);
    }

    private static ClientAnswer.Refused RefusalOf(ClientAnswer answer) => Assert.IsType<ClientAnswer.Refused>(answer);
}
