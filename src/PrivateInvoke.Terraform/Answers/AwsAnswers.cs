using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using PrivateInvoke.Machine;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.Terraform.Answers;

/// <summary>
/// The part of AWS's API that answers every account alike: which endpoint services there are, and AWS-managed policies. A provider that
/// plans against it reads such data sources; any other fails at once, and what it reads stays unknown.
/// </summary>
public sealed class AwsAnswers : IAwsAnswers, IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private LoopbackServer? _server;
    private bool _listsPolicies;

    public async Task<Uri> AddressAsync(ModuleTree tree, CancellationToken cancellationToken)
    {
        _listsPolicies = ManagedPolicyAnswers.AreNamedIn(tree);
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _server ??= await LoopbackServer.StartAsync(
                new LoopbackOptions { Name = "the plan's AWS API" }, AnswerAsync, cancellationToken).ConfigureAwait(false);
            return _server.Address;
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync().ConfigureAwait(false);

        _one.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var question = await AwsQuestion.ReadAsync(context.Request).ConfigureAwait(false);
        var answer = question is null ? null : Answer(question);
        if (answer is null)
            context.Response.StatusCode = StatusCodes.Status400BadRequest;

        var text = answer?.ToString(SaveOptions.DisableFormatting) ?? Refusal.Of(context.Request, question);
        context.Response.ContentType = text[0] == '<' ? "text/xml" : "application/x-amz-json-1.1";
        await context.Response.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
    }

    private XElement? Answer(AwsQuestion question) => question.Action switch
    {
        "DescribeVpcEndpointServices" => EndpointServices.Describe(question),
        "GetPolicy" => ManagedPolicyAnswers.Get(question),
        "GetPolicyVersion" => ManagedPolicyAnswers.GetVersion(question),
        "ListPolicies" when _listsPolicies => ManagedPolicyAnswers.List(question),
        _ => null,
    };
}
