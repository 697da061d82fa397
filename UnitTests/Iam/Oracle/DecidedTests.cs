using PrivateInvoke.Iam;
using PrivateInvoke.Network;

namespace PrivateInvoke.UnitTests.Iam.Oracle;

/// <summary>
/// What the two evaluators differed in, each decided by the page of AWS's documentation that is named. The requests of
/// <see cref="RandomRequests"/> leave out what the other evaluator answers otherwise.
/// </summary>
public sealed class DecidedTests
{
    private const string Guide = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";

    private static readonly IamCase Request = new()
    {
        Action = "lambda:InvokeFunction",
        Resource = $"arn:aws:lambda:us-east-1:{IamCase.Account}:function:callee",
        Context = new Dictionary<string, IamCase.ContextKey>
        {
            ["aws:PrincipalArn"] = new(false, IamCase.RoleArn),
            ["aws:PrincipalTag/team"] = new(false, "orders"),
            ["aws:SourceIp"] = new(false, "203.0.113.7"),
            ["aws:CurrentTime"] = new(false, "2026-06-01T12:00:00Z"),
            ["aws:TagKeys"] = new(true, "a", "b"),
        },
        Identity = [],
        Boundary = null,
        ResourcePolicy = null,
        Control = [],
    };

    [Theory]
    // A date is compared as one, in whatever form of ISO 8601 both are; here it was undecided.
    [InlineData("""{"DateLessThanEquals":{"aws:CurrentTime":"2026-06-01T14:00:00+02:00"}}""", Access.Allowed, Guide + "reference_policies_elements_condition_operators.html#Conditions_Date")]
    [InlineData("""{"DateGreaterThan":{"aws:CurrentTime":"2026-06-01T12:00:00.000Z"}}""", Access.ImplicitlyDenied, Guide + "reference_policies_elements_condition_operators.html#Conditions_Date")]
    [InlineData("""{"DateNotEquals":{"aws:CurrentTime":"2026-06-01"}}""", Access.Allowed, Guide + "reference_policies_elements_condition_operators.html#Conditions_Date")]
    [InlineData("""{"DateLessThan":{"aws:CurrentTime":"1780000000"}}""", Access.Undecided, Guide + "reference_policies_elements_condition_operators.html#Conditions_Date")]
    // A block of all addresses has every address; there it had one.
    [InlineData("""{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}""", Access.Allowed, Guide + "reference_policies_elements_condition_operators.html#Conditions_IPAddress")]
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":"0.0.0.0/0"}}""", Access.ImplicitlyDenied, Guide + "reference_policies_elements_condition_operators.html#Conditions_IPAddress")]
    // NotIpAddress is every address but the one that is named, of the other family too; there it was not.
    [InlineData("""{"NotIpAddress":{"aws:SourceIp":"2001:db8::1"}}""", Access.Allowed, Guide + "reference_policies_elements_condition_operators.html#Conditions_IPAddress")]
    // The six parts of an ARN are compared one by one; of a pattern with fewer the page does not tell. Here it matched, there it did not.
    [InlineData("""{"ArnLike":{"aws:PrincipalArn":"*"}}""", Access.Undecided, Guide + "reference_policies_elements_condition_operators.html#Conditions_ARN")]
    [InlineData("""{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*"}}""", Access.Undecided, Guide + "reference_policies_elements_condition_operators.html#Conditions_ARN")]
    // ForAnyValue fails and IfExists holds where the key is missing: of both together the page does not tell. Here it held, there it did not.
    [InlineData("""{"ForAnyValue:StringEqualsIfExists":{"aws:CalledVia":"a"}}""", Access.Undecided, Guide + "reference_policies_elements_condition_operators.html#Conditions_IfExists")]
    // A key of several values asks for a set operator. Here one value was enough without, there none.
    [InlineData("""{"StringEquals":{"aws:TagKeys":"a"}}""", Access.Undecided, Guide + "reference_policies_condition-single-vs-multi-valued-context-keys.html")]
    // A variable without a value is null: nothing equals it, and an inverted operator holds, or the statement is invalid. There it never held.
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"${aws:username}"}}""", Access.ImplicitlyDenied, Guide + "reference_policies_variables.html#policy-vars-no-value")]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalTag/team":"${aws:username}"}}""", Access.Undecided, Guide + "reference_policies_variables.html#policy-vars-no-value")]
    public void A_condition_that_the_evaluators_differed_in(string condition, Access expected, string page)
    {
        Assert.Equal(expected, (Request with { Identity = [Policy($$"""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{condition}}}""")] }).Ask().Access);
        Assert.StartsWith(Guide, page, StringComparison.Ordinal);
    }

    /// <summary>The page: variables are literal text in a policy without the version 2012-10-17. There they were variables.</summary>
    /// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"/>
    [Fact]
    public void A_variable_in_the_old_version_is_text() => Assert.Equal(Access.ImplicitlyDenied, (Request with
    {
        Identity = [Policy("""{"Effect":"Allow","Action":"*","Resource":"arn:aws:lambda:*:*:function:${aws:username, 'callee'}"}""").Replace("2012", "2008", StringComparison.Ordinal)],
    }).Ask().Access);

    /// <summary>The page: ${*} is a star wherever a variable may stand, so in StringEquals too. There it was these four characters.</summary>
    /// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars"/>
    [Fact]
    public void A_star_written_as_a_variable_is_a_star_to_StringEquals() => Assert.Equal(Access.Allowed, (Request with
    {
        Context = new Dictionary<string, IamCase.ContextKey>(Request.Context) { ["aws:PrincipalTag/team"] = new(false, "a*b") },
        Identity = [Policy("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"a${*}b"}}}""")],
    }).Ask().Access);

    /// <summary>The page: a variable without a value matches nothing, and its statement is invalid. Here NotResource matched, there it did not.</summary>
    /// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"/>
    [Fact]
    public void A_NotResource_with_a_variable_without_a_value_is_undecided() => Assert.Equal(Access.Undecided, (Request with
    {
        Identity = [Policy($$"""{"Effect":"Allow","Action":"*","NotResource":"arn:aws:lambda:us-east-1:{{IamCase.Account}}:function:${aws:username}"}""")],
    }).Ask().Access);

    /// <summary>
    /// The page: a boundary limits what is granted to the role, and does not limit what is granted to everyone, unless it denies. Here it
    /// limited both.
    /// </summary>
    /// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles"/>
    [Theory]
    [InlineData("\"*\"", "Allow", Access.Allowed)]
    [InlineData("\"*\"", "Deny", Access.ExplicitlyDenied)]
    [InlineData("{\"AWS\":\"" + IamCase.RoleArn + "\"}", "Allow", Access.ImplicitlyDenied)]
    public void A_boundary_limits_what_the_resource_grants_to_the_role_alone(string principal, string effect, Access expected) => Assert.Equal(expected, (Request with
    {
        Boundary = Policy($$"""{"Effect":"{{effect}}","Action":"{{(effect is "Deny" ? "lambda:*" : "s3:*")}}","Resource":"*"}"""),
        ResourcePolicy = Policy($$"""{"Effect":"Allow","Principal":{{principal}},"Action":"*","Resource":"*"}"""),
    }).Ask().Access);

    /// <summary>The page: a Deny with NotPrincipal always denies a role that has a boundary. Here it is undecided, and never allowed.</summary>
    /// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html"/>
    [Fact]
    public void A_Deny_with_NotPrincipal_allows_nobody_who_has_a_boundary()
    {
        var full = Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}""");

        var answer = (Request with
        {
            Identity = [full],
            Boundary = full,
            ResourcePolicy = Policy($$"""{"Effect":"Deny","NotPrincipal":{"AWS":"{{IamCase.RoleArn}}"},"Action":"*","Resource":"*"}"""),
        }).Ask();

        Assert.Equal((Access.Undecided, Truth.Undecided), (answer.Access, answer.Denied));
    }

    private static string Policy(string statement) => $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";
}
