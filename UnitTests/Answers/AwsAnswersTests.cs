using System.Net;
using System.Net.Http.Headers;
using PrivateInvoke.Terraform.Answers;
using PrivateInvoke.Terraform;
using PrivateInvoke.UnitTests.Terraform;

namespace PrivateInvoke.UnitTests.Answers;

public sealed class AwsAnswersTests
{
    private const string EniPolicy = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole";

    [Theory(Timeout = 180_000)]
    [InlineData("lambda", null, "Interface")]
    [InlineData("ecr.api", "Interface", "Interface")]
    [InlineData("s3", "Gateway", "Gateway")]
    [InlineData("dynamodb", "Interface", "Interface")]
    public async Task An_endpoint_service_of_AWS_has_its_name_and_type(string service, string? asked, string type)
    {
        var (status, text) = await AskAsync("ec2", "DescribeVpcEndpointServices", Service($"com.amazonaws.eu-west-1.{service}", asked));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($"<serviceName>com.amazonaws.eu-west-1.{service}</serviceName>", text, StringComparison.Ordinal);
        Assert.Contains($"<serviceType>{type}</serviceType>", text, StringComparison.Ordinal);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("com.amazonaws.eu-west-1.s3", null)]
    [InlineData("com.amazonaws.eu-west-1.lambda", "Gateway")]
    [InlineData("com.amazonaws.us-east-1.lambda", null)]
    [InlineData("com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0", null)]
    public async Task An_endpoint_service_that_only_AWS_knows_is_refused(string name, string? asked) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync("ec2", "DescribeVpcEndpointServices", Service(name, asked))).Status);

    [Fact(Timeout = 180_000)]
    public async Task A_policy_of_AWS_says_what_the_data_says_of_it()
    {
        var (status, text) = await AskAsync("iam", "GetPolicyVersion", ("PolicyArn", EniPolicy));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("ec2%3ACreateNetworkInterface", text, StringComparison.Ordinal);
        Assert.Contains("logs%3APutLogEvents", text, StringComparison.Ordinal);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("arn:aws:iam::123456789012:policy/ours")]
    [InlineData("arn:aws:iam::aws:policy/SomethingNew")]
    public async Task A_policy_that_the_data_does_not_have_is_refused(string arn) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync("iam", "GetPolicy", ("PolicyArn", arn))).Status);

    [Theory(Timeout = 180_000)]
    [InlineData("""name = "AWSLambdaRole" """, HttpStatusCode.OK)]
    [InlineData("""name = "ours" """, HttpStatusCode.BadRequest)]
    [InlineData("name = var.policy", HttpStatusCode.BadRequest)]
    [InlineData("arn = var.policy", HttpStatusCode.BadRequest)]
    public async Task Policies_are_listed_only_where_each_name_that_is_looked_up_is_in_the_data(string argument, HttpStatusCode expected)
    {
        var (status, text) = await AskAsync("iam", "ListPolicies", $"data \"aws_iam_policy\" \"this\" {{\n  {argument}\n}}\n");

        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.OK, text.Contains(EniPolicy, StringComparison.Ordinal));
    }

    [Theory(Timeout = 180_000)]
    [InlineData("ec2", "DescribeVpcs", "<Response><Errors><Error><Code>NeedsAccount</Code>")]
    [InlineData("sts", "GetCallerIdentity", "<ErrorResponse><Error><Type>Sender</Type><Code>NeedsAccount</Code>")]
    public async Task Anything_else_is_refused_in_the_protocol_of_the_question(string service, string action, string beginning)
    {
        var (status, text) = await AskAsync(service, action);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith(beginning, text, StringComparison.Ordinal);
    }

    private static (string, string)[] Service(string name, string? type) => type is null
        ? [("ServiceName.1", name)]
        : [("ServiceName.1", name), ("Filter.1.Name", "service-type"), ("Filter.1.Value.1", type)];

    private static Task<(HttpStatusCode Status, string Text)> AskAsync(string service, string action, params (string Name, string Value)[] parameters) =>
        AskAsync(service, action, "", parameters);

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(
        string service, string action, string configuration, params (string Name, string Value)[] parameters)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", configuration);
        await using var answers = new AwsAnswers();
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = await answers.AddressAsync(ModuleTree.Read(folder.At("infra")), cancel),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Content = new FormUrlEncodedContent(
                parameters.Append(("Action", action)).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256", $"Credential=offline/20260101/eu-west-1/{service}/aws4_request, SignedHeaders=host, Signature=0");

        using var response = await client.SendAsync(request, cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancel));
    }
}
