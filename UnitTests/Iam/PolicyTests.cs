using PrivateInvoke.Iam;
using PrivateInvoke.Network;

namespace PrivateInvoke.UnitTests.Iam;

public sealed class PolicyTests
{
    private const string Callee = "arn:aws:lambda:us-east-1:123456789012:function:callee";
    private const string Role = "arn:aws:iam::123456789012:role/caller";

    private static readonly RequestContext Context = new()
    {
        ["aws:PrincipalArn"] = ContextValue.Of(Role),
        ["aws:SourceVpce"] = ContextValue.Of("vpce-1"),
        ["aws:username"] = ContextValue.Missing.Instance,
        ["aws:SecureTransport"] = ContextValue.Of(true),
        ["aws:PrincipalTag/team"] = ContextValue.Of("orders"),
        ["aws:VpcSourceIp"] = new ContextValue.Within([new AddressSet.Within(Cidr.Parse("10.0.0.0/24"))]),
        ["aws:TagKeys"] = new ContextValue.Known(["a", "b"]),
        ["aws:MultiFactorAuthAge"] = ContextValue.Of("300"),
    };

    [Theory]
    [InlineData("\"lambda:InvokeFunction\"", Access.Allowed)]
    [InlineData("\"LAMBDA:invoke*\"", Access.Allowed)]
    [InlineData("\"lambda:Invoke?unction\"", Access.Allowed)]
    [InlineData("[\"s3:*\", \"*\"]", Access.Allowed)]
    [InlineData("\"lambda:InvokeFunctionUrl\"", Access.ImplicitlyDenied)]
    [InlineData("\"s3:*\"", Access.ImplicitlyDenied)]
    public void Actions_are_patterns_that_ignore_case(string action, Access expected) =>
        Assert.Equal(expected, Ask($$"""{"Effect":"Allow","Action":{{action}},"Resource":"*"}"""));

    [Theory]
    [InlineData("*", Access.Allowed)]
    [InlineData(Callee, Access.Allowed)]
    [InlineData(Callee + ":*", Access.ImplicitlyDenied)]
    [InlineData("arn:aws:lambda:*:*:function:call*", Access.Allowed)]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:*", Access.Allowed)]
    [InlineData("arn:aws:lambda:*", Access.Allowed)]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:callee", Access.ImplicitlyDenied)]
    [InlineData("arn:aws:lambda:us-east-1:999999999999:function:callee", Access.ImplicitlyDenied)]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:callee", Access.Undecided)]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:other", Access.ImplicitlyDenied)]
    [InlineData("arn:aws:lambda:*:function:callee", Access.Allowed)]
    [InlineData("arn:aws:lambda:u*2:function:callee", Access.Undecided)]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:${aws:PrincipalTag/team}", Access.ImplicitlyDenied)]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:${aws:PrincipalTag/other}", Access.Undecided)]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:${aws:username, 'callee'}", Access.Allowed)]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:${aws:username}", Access.ImplicitlyDenied)]
    public void Resources_are_matched_part_by_part(string resource, Access expected) =>
        Assert.Equal(expected, Ask($$"""{"Effect":"Allow","Action":"*","Resource":"{{resource}}"}"""));

    [Fact]
    public void Variables_are_plain_text_before_2012() =>
        Assert.Equal(Access.ImplicitlyDenied, Ask(
            """{"Effect":"Allow","Action":"*","Resource":"arn:aws:lambda:us-east-1:123456789012:function:${aws:username, 'callee'}"}""", "2008-10-17"));

    [Theory]
    [InlineData("""{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}""", Access.Allowed)]
    [InlineData("""{"Effect":"Allow","NotAction":"lambda:*","Resource":"*"}""", Access.ImplicitlyDenied)]
    [InlineData("""{"Effect":"Allow","Action":"*","NotResource":"arn:aws:lambda:*:*:function:other"}""", Access.Allowed)]
    [InlineData("""{"Effect":"Allow","Action":"*","NotResource":"arn:aws:lambda:*:*:function:c*"}""", Access.ImplicitlyDenied)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"lambda:*","Resource":"*"}""", Access.ExplicitlyDenied)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"lambda:*","Resource":"*","Condition":{"Bool":{"some:Key":"true"}}}""", Access.Undecided)]
    [InlineData("""{"Effect":"Deny","Action":"lambda:*","Resource":"*","Condition":{"Bool":{"some:Key":"true"}}}""", Access.ImplicitlyDenied)]
    public void Statements_add_up_and_a_Deny_wins(string statements, Access expected) => Assert.Equal(expected, Ask(statements));

    [Theory]
    [InlineData("""{"StringEquals":{"aws:SourceVpce":"vpce-1"}}""", Access.Allowed)]
    [InlineData("""{"StringEquals":{"aws:sourcevpce":["vpce-0","vpce-1"]}}""", Access.Allowed)]
    [InlineData("""{"StringEquals":{"aws:SourceVpce":"vpce-*"}}""", Access.ImplicitlyDenied)]
    [InlineData("""{"StringLike":{"aws:SourceVpce":"vpce-*"}}""", Access.Allowed)]
    [InlineData("""{"StringNotEquals":{"aws:SourceVpce":["vpce-0","vpce-1"]}}""", Access.ImplicitlyDenied)]
    [InlineData("""{"StringEquals":{"aws:username":"x"}}""", Access.ImplicitlyDenied)]
    [InlineData("""{"StringNotEquals":{"aws:username":"x"}}""", Access.Allowed)]
    [InlineData("""{"StringEqualsIfExists":{"aws:username":"x"}}""", Access.Allowed)]
    [InlineData("""{"Null":{"aws:username":"true"}}""", Access.Allowed)]
    [InlineData("""{"Null":{"aws:SourceVpce":"true"}}""", Access.ImplicitlyDenied)]
    [InlineData("""{"Null":{"some:Key":"true"}}""", Access.Undecided)]
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/call*"}}""", Access.Allowed)]
    [InlineData("""{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/other"}}""", Access.Allowed)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", Access.Allowed)]
    [InlineData("""{"Bool":{"aws:SecureTransport":false}}""", Access.ImplicitlyDenied)]
    [InlineData("""{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/16"}}""", Access.Allowed)]
    [InlineData("""{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/25"}}""", Access.Undecided)]
    [InlineData("""{"NotIpAddress":{"aws:VpcSourceIp":"10.0.0.0/16"}}""", Access.ImplicitlyDenied)]
    [InlineData("""{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}""", Access.Allowed)]
    [InlineData("""{"NumericGreaterThanEquals":{"aws:MultiFactorAuthAge":3600}}""", Access.ImplicitlyDenied)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["a","b","c"]}}""", Access.Allowed)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["a"]}}""", Access.ImplicitlyDenied)]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:TagKeys":["a"]}}""", Access.Allowed)]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:username":["a"]}}""", Access.ImplicitlyDenied)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:username":["a"]}}""", Access.Allowed)]
    [InlineData("""{"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}""", Access.Undecided)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"${aws:PrincipalTag/team}"}}""", Access.Allowed)]
    [InlineData("""{"StringEquals":{"aws:SourceVpce":"vpce-1","aws:PrincipalTag/team":"other"}}""", Access.ImplicitlyDenied)]
    public void Conditions_hold_fail_or_are_undecided(string condition, Access expected) =>
        Assert.Equal(expected, Ask($$"""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{condition}}}"""));

    [Theory]
    [InlineData("\"*\"", Access.Allowed)]
    [InlineData("""{"AWS":"*"}""", Access.Allowed)]
    [InlineData("""{"AWS":"123456789012"}""", Access.Allowed)]
    [InlineData("""{"AWS":["arn:aws:iam::123456789012:root"]}""", Access.Allowed)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:role/caller"}""", Access.Allowed)]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:role/other"}""", Access.ImplicitlyDenied)]
    [InlineData("""{"AWS":"arn:aws:iam::000000000000:role/caller"}""", Access.Undecided)]
    [InlineData("""{"Service":"lambda.amazonaws.com"}""", Access.ImplicitlyDenied)]
    public void Principals_are_everyone_an_account_or_a_role(string principal, Access expected) =>
        Assert.Equal(expected, Ask($$"""{"Effect":"Allow","Principal":{{principal}},"Action":"*","Resource":"*"}"""));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"Version":"2012-10-17"}""")]
    [InlineData("""{"Statement":[]}""")]
    [InlineData("""{"Statement":[{"Effect":"Permit","Action":"*","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Resource":"*"}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Condition":["x"]}]}""")]
    [InlineData("""{"Statement":[1]}""")]
    public void What_AWS_would_refuse_is_no_policy(string json) => Assert.Null(PolicyReader.Read(json));

    [Fact]
    public void AWS_managed_policies_answer_as_AWS_publishes_them()
    {
        var vpc = AwsManagedPolicies.Find("arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole")!;
        var s3 = AwsManagedPolicies.Find("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")!;

        Assert.Equal(Access.Allowed, Ask(vpc, "ec2:CreateNetworkInterface"));
        Assert.Equal(Access.ImplicitlyDenied, Ask(vpc, "lambda:InvokeFunction"));
        Assert.Equal(Access.ImplicitlyDenied, Ask(s3, "lambda:InvokeFunction"));
        Assert.Equal(Access.Allowed, Ask(s3, "s3:GetObject"));
        Assert.Equal(Access.ImplicitlyDenied, Ask(s3, "s3:PutObject"));
        Assert.Null(AwsManagedPolicies.Find("arn:aws:iam::aws:policy/SomethingNew"));
    }

    private static Access Ask(string statements, string version = "2012-10-17") =>
        Ask(PolicyReader.Read($$"""{"Version":"{{version}}","Statement":[{{statements}}]}""")!, "lambda:InvokeFunction");

    private static Access Ask(PolicyDocument document, string action) => new NamedPolicy { Address = "aws_iam_policy.p", Document = document }.Ask(new AccessRequest
    {
        Action = action,
        Resources = [Callee],
        Principals = [Role],
        Account = "123456789012",
        Context = Context,
    }).Access;
}
