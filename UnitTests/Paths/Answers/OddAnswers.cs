using PrivateInvoke.Paths;
using PrivateInvoke.UnitTests.Cloud;
using static PrivateInvoke.UnitTests.Cloud.TestPlan;

namespace PrivateInvoke.UnitTests.Paths.Answers;

/// <summary>Configurations that are seldom written, and that AWS's pages decide; the page is beside each.</summary>
public sealed class OddAnswers
{
    private const string Invoke = "aws_iam_role_policy.invoke";
    private const string Endpoint = "aws_vpc_endpoint.lambda";
    private const string Caller = "aws_lambda_function.caller";

    /// <summary>A second VPC, with an endpoint for the same service.</summary>
    private static readonly TestPlan TwoVpcs = Scenario.Endpoint
        .Add("aws_vpc.other", ("cidr_block", "10.1.0.0/16"), ("enable_dns_support", true), ("enable_dns_hostnames", true))
        .Add("aws_subnet.other", ("vpc_id", Id("aws_vpc.other")), ("cidr_block", "10.1.0.0/24"), ("availability_zone", "us-east-1a"))
        .Add("aws_security_group.other", ("vpc_id", Id("aws_vpc.other")))
        .Add("aws_vpc_security_group_ingress_rule.other", ("security_group_id", Id("aws_security_group.other")), ("ip_protocol", "-1"), ("cidr_ipv4", "10.0.0.0/8"))
        .Add("aws_vpc_endpoint.other", ("vpc_id", Id("aws_vpc.other")), ("service_name", "com.amazonaws.us-east-1.lambda"), ("vpc_endpoint_type", "Interface"),
            ("private_dns_enabled", true), ("subnet_ids", new[] { Id("aws_subnet.other") }), ("security_group_ids", new[] { Id("aws_security_group.other") }));

    /// <summary>The caller's own endpoint is gone, and its traffic may leave to the other VPC.</summary>
    private static readonly TestPlan Peered = TwoVpcs.Remove(Endpoint)
        .Add("aws_vpc_security_group_egress_rule.all", ("security_group_id", Id("aws_security_group.caller")), ("ip_protocol", "-1"), ("cidr_ipv4", "0.0.0.0/0"))
        .Add("aws_route.peering", ("route_table_id", Id("aws_route_table.private")), ("destination_cidr_block", "10.1.0.0/16"), ("vpc_peering_connection_id", "pcx-1"));

    /// <summary>https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html: private names are of one VPC.</summary>
    [Fact]
    public void Two_VPCs_may_each_have_an_endpoint_with_private_DNS() => Answer.Is(TwoVpcs, Verdict.Reachable);

    /// <summary>The same page: a peered VPC does not resolve them.</summary>
    [Fact]
    public void An_endpoint_of_a_peered_VPC_does_not_take_over_the_callers_name() =>
        Answer.Is(Peered, Verdict.Blocked, HopKind.Route, "NO_ROUTE_TO_DESTINATION");

    /// <summary>https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html</summary>
    [Fact]
    public void A_central_endpoint_behind_a_zone_and_a_transit_gateway_is_undecided() => Answer.Is(Peered.Remove("aws_route.peering")
        .Set("aws_vpc_endpoint.other", "private_dns_enabled", false).Symbol("aws_vpc_endpoint.other", "dns_entry.0.dns_name", "name-of-other")
        .Add("aws_route.hub", ("route_table_id", Id("aws_route_table.private")), ("destination_cidr_block", "10.0.0.0/8"), ("transit_gateway_id", "tgw-1"))
        .Add("aws_route53_zone.lambda", ("name", "lambda.us-east-1.amazonaws.com"), ("vpc", new[] { Block(("vpc_id", Id("aws_vpc.main"))) }))
        .Add("aws_route53_record.lambda", ("zone_id", Id("aws_route53_zone.lambda")), ("name", ""), ("type", "A"), ("alias", new[] { Block(("name", "name-of-other")) })),
        Verdict.Undecided, HopKind.Name, "PRIVATE_HOSTED_ZONE");

    /// <summary>https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports</summary>
    [Fact]
    public void An_ACL_of_the_endpoints_subnet_that_lets_only_443_out_drops_the_answers() => Answer.Is(Scenario.Endpoint
        .Add("aws_subnet.endpoint", ("vpc_id", Id("aws_vpc.main")), ("cidr_block", "10.0.5.0/24"), ("availability_zone", "us-east-1a"))
        .Set(Endpoint, "subnet_ids", new[] { Id("aws_subnet.endpoint") })
        .Add("aws_network_acl.endpoint", ("vpc_id", Id("aws_vpc.main")), ("subnet_ids", new[] { Id("aws_subnet.endpoint") }))
        .Add("aws_network_acl_rule.in", Entry(egress: false)).Add("aws_network_acl_rule.out", Entry(egress: true)), Verdict.Blocked, HopKind.NetworkAcl, "SUBNET_ACL_RESTRICTION");

    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html, reference_policies_elements_notaction.html</summary>
    [Theory]
    [InlineData("""{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}""", Verdict.Reachable)]
    [InlineData("""{"Effect":"Allow","NotAction":"lambda:*","Resource":"*"}""", Verdict.Blocked)]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","NotAction":["s3:*","ec2:*"],"Resource":"*"}""", Verdict.Blocked)]
    public void A_boundary_counts_as_its_NotAction_says(string statements, Verdict verdict) => Answer.Is(Scenario.Endpoint
        .Add("aws_iam_policy.bound", ("name", "bound"), ("policy", Document(statements))).Set("aws_iam_role.caller", "permissions_boundary", Arn("aws_iam_policy.bound")), verdict);

    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html</summary>
    [Theory]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:admin", Verdict.Reachable)]
    [InlineData(Scenario.Callee + "*", Verdict.Blocked)]
    public void NotResource_leaves_out_what_it_names(string resource, Verdict verdict) =>
        Answer.Is(Scenario.Endpoint.Set(Invoke, "policy", Document($$"""{"Effect":"Allow","Action":"lambda:InvokeFunction","NotResource":"{{resource}}"}""")), verdict);

    /// <summary>https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html</summary>
    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":"*","NotAction":"lambda:*","Resource":"*"}""", Verdict.Blocked)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"lambda:*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1234567890"}}}""", Verdict.Undecided)]
    public void An_endpoints_policy_lets_pass_what_it_names(string statement, Verdict verdict) =>
        Answer.Is(Scenario.Endpoint.Set(Endpoint, "policy", Document(statement)), verdict, HopKind.EndpointPolicy);

    /// <summary>https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html</summary>
    [Fact]
    public void The_endpoints_own_name_for_the_SDK_needs_no_private_DNS() => Answer.Is(Scenario.Endpoint.Set(Endpoint, "private_dns_enabled", false)
        .Symbol(Endpoint, "dns_entry.0.dns_name", "vpce-0a1b2c3d4e5f60718-abcdefgh.lambda.us-east-1.vpce.amazonaws.com")
        .Set(Caller, "environment", new[]
        {
            Block(("variables", new Dictionary<string, object?> { ["AWS_ENDPOINT_URL_LAMBDA"] = "https://vpce-0a1b2c3d4e5f60718-abcdefgh.lambda.us-east-1.vpce.amazonaws.com" })),
        }), Verdict.Reachable);

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html: the qualified and the unqualified ARN differ.</summary>
    [Theory]
    [InlineData("callee:prod", Verdict.Reachable)]
    [InlineData("callee", Verdict.Blocked)]
    public void A_policy_for_an_alias_alone_is_for_invokes_of_the_alias(string invoked, Verdict verdict) => Answer.Is(Assert.Single(PathFinder.Find(Scenario.Endpoint
        .Add("aws_lambda_alias.prod", ("function_name", "callee"), ("name", "prod"), ("function_version", "1"))
        .Set(Invoke, "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", $"{Scenario.Callee}:prod"))
        .Set(Caller, "environment", new[] { Block(("variables", new Dictionary<string, object?> { ["CALLEE"] = invoked })) }).Model)), verdict);

    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn: not of a role's own calls.</summary>
    [Fact]
    public void A_permission_with_a_source_ARN_is_not_for_a_functions_own_calls() => Answer.Is(Scenario.Endpoint.Remove(Invoke)
        .Add("aws_lambda_permission.bucket", ("function_name", "callee"), ("action", "lambda:InvokeFunction"), ("principal", "*"), ("source_arn", "arn:aws:s3:::bucket")),
        Verdict.Blocked, HopKind.IdentityPolicy);

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html</summary>
    [Fact]
    public void A_function_that_invokes_itself_goes_by_the_endpoint_too() => Answer.Is(Assert.Single(PathFinder.Find(
        Scenario.Endpoint.Set(Invoke, "policy", Scenario.Policy("Allow", "lambda:InvokeFunction", "*")).Model, new PathQuery { Caller = "caller", Callee = "caller" })), Verdict.Reachable, HopKind.Recursion);

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchevents.html: EventBridge invokes, from outside the VPC.</summary>
    [Fact]
    public void A_rule_that_invokes_a_function_of_a_VPC_is_no_path() => Assert.Empty(PathFinder.Find(Scenario.Vpc.Remove(Invoke)
        .Set(Caller, "environment", null)
        .Add("aws_lambda_permission.rule", ("function_name", "caller"), ("action", "lambda:InvokeFunction"), ("principal", "events.amazonaws.com")).Model));

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-endpoints.html</summary>
    [Fact]
    public void An_endpoint_of_a_map_of_services_is_an_endpoint() => Answer.Is(new TestPlan(Scenario.Endpoint.Resources.ConvertAll(resource =>
        resource.Address == Endpoint ? resource with { Address = "aws_vpc_endpoint.this[\"lambda\"]" } : resource))
        .Add("aws_vpc_endpoint.this[\"sqs\"]", ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.sqs"), ("vpc_endpoint_type", "Interface"),
            ("private_dns_enabled", true), ("subnet_ids", new[] { Id("aws_subnet.a") }), ("security_group_ids", new[] { Id("aws_security_group.endpoint") })), Verdict.Reachable);

    /// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html, API_ReplaceNetworkAclAssociation.html</summary>
    [Theory]
    [InlineData("aws_route_table.private")]
    [InlineData("aws_network_acl.some")]
    public void A_subnet_takes_no_route_table_or_ACL_of_another_VPC(string address)
    {
        var plan = TwoVpcs.Add("aws_network_acl.some", ("vpc_id", Id("aws_vpc.main")), ("subnet_ids", new[] { Id("aws_subnet.a"), Id("aws_subnet.b") }))
            .Add("aws_network_acl_rule.in", Entry(egress: false, "-1")).Add("aws_network_acl_rule.out", Entry(egress: true, "-1"));
        plan = plan.Set("aws_network_acl_rule.in", "network_acl_id", Id("aws_network_acl.some")).Set("aws_network_acl_rule.out", "network_acl_id", Id("aws_network_acl.some"));

        Answer.Is(plan, Verdict.Reachable);
        Answer.Is(plan.Set(address, "vpc_id", Id("aws_vpc.other")), Verdict.Blocked, HopKind.EniSetup, "IN_ANOTHER_VPC");
        Answer.Is(plan.Hide(address, "vpc_id"), Verdict.Undecided, HopKind.EniSetup, "IN_ANOTHER_VPC");
    }

    /// <summary>https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl, default_network_acl</summary>
    [Fact]
    public void Entries_that_are_resources_beside_an_ACLs_own_are_undecided_where_they_matter()
    {
        const string acl = "aws_network_acl.open";
        var own = new[] { Block(("rule_no", 90), ("action", "allow"), ("protocol", "tcp"), ("cidr_block", "192.168.0.0/16"), ("from_port", 22), ("to_port", 22)) };
        var all = new[] { Block(("rule_no", 90), ("action", "allow"), ("protocol", "-1"), ("cidr_block", "0.0.0.0/0"), ("from_port", 0), ("to_port", 0)) };
        var open = Changed.All["open ACL"];
        var adopted = new TestPlan(open.Resources.ConvertAll(resource => resource.Address == acl ? resource with { Address = "aws_default_network_acl.open", Type = "aws_default_network_acl" } : resource));

        Answer.Is(open, Verdict.Reachable);
        Answer.Is(open.Set(acl, "ingress", own), Verdict.Undecided, HopKind.NetworkAcl, "SUBNET_ACL_RESTRICTION");
        Answer.Is(open.Set(acl, "egress", Array.Empty<object>()), Verdict.Undecided, HopKind.NetworkAcl, "SUBNET_ACL_RESTRICTION");
        Answer.Is(open.Set(acl, "ingress", all), Verdict.Reachable);
        Answer.Is(open.Set(acl, "ingress", all).Set("aws_network_acl_rule.in", "rule_action", "deny").Set("aws_network_acl_rule.in", "rule_number", 10),
            Verdict.Undecided, HopKind.NetworkAcl, "SUBNET_ACL_RESTRICTION");
        Answer.Is(adopted, Verdict.Undecided, HopKind.NetworkAcl, "SUBNET_ACL_RESTRICTION");
    }

    /// <summary>https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role#inline_policy</summary>
    [Fact]
    public void An_inline_policy_of_the_role_itself_takes_away_what_is_attached_elsewhere()
    {
        var plan = Scenario.Endpoint.Set("aws_iam_role.caller", "inline_policy", new[] { Block(("name", "logs"), ("policy", Scenario.Policy("Allow", "logs:*", "*"))) });

        Answer.Is(plan, Verdict.Undecided, HopKind.IdentityPolicy);
        Answer.Is(plan.Set(Invoke, "name", "logs"), Verdict.Reachable);
        Answer.Is(Scenario.Endpoint.Set("aws_iam_role.caller", "inline_policy", new[] { Block() }), Verdict.Undecided, HopKind.IdentityPolicy);
        Answer.Is(Scenario.Endpoint.Set("aws_iam_role.caller", "managed_policy_arns", new[] { "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" }), Verdict.Undecided, HopKind.EniSetup);
        // "Configuring an empty set will cause Terraform to remove all managed policy attachments."
        Answer.Is(Scenario.Endpoint.Set("aws_iam_role.caller", "managed_policy_arns", Array.Empty<string>()), Verdict.Undecided, HopKind.EniSetup);
    }

    /// <summary>
    /// Each apply of the endpoint puts back the list that it writes, and the association's next apply adds its own again.
    /// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint_security_group_association
    /// </summary>
    [Fact]
    public void A_group_that_is_associated_beside_the_endpoints_own_list_is_there_or_not()
    {
        var plan = Scenario.Endpoint
            .Add("aws_security_group.closed", ("vpc_id", Id("aws_vpc.main")))
            .Set(Endpoint, "security_group_ids", new[] { Id("aws_security_group.closed") })
            .Add("aws_vpc_endpoint_security_group_association.open", ("vpc_endpoint_id", Id(Endpoint)), ("security_group_id", Id("aws_security_group.endpoint")));

        Answer.Is(plan, Verdict.Reachable);
        Answer.Is(plan.Written(Endpoint, "security_group_ids"), Verdict.Undecided, HopKind.EndpointIngress);
        Answer.Is(plan.Written(Endpoint, "security_group_ids").Set(Endpoint, "security_group_ids", new[] { Id("aws_security_group.endpoint") }), Verdict.Reachable);
        Answer.Is(plan.Written(Endpoint, "security_group_ids").Set(Endpoint, "security_group_ids", null), Verdict.Reachable);
        Answer.Is(Scenario.Endpoint.Written(Endpoint, "security_group_ids").Add("aws_security_group.closed", ("vpc_id", Id("aws_vpc.main")))
            .Add("aws_vpc_endpoint_security_group_association.closed", ("vpc_endpoint_id", Id(Endpoint)), ("security_group_id", Id("aws_security_group.closed"))), Verdict.Reachable);
    }

    /// <summary>The caller's table is in the endpoint's own list, or beside it.</summary>
    [Fact]
    public void A_route_table_that_is_associated_beside_the_endpoints_own_list_is_there_or_not()
    {
        const string gateway = "aws_vpc_endpoint.s3";
        var plan = Scenario.Endpoint
            .Set("aws_vpc_security_group_egress_rule.out", "referenced_security_group_id", null).Set("aws_vpc_security_group_egress_rule.out", "cidr_ipv4", "0.0.0.0/0")
            .Add("aws_iam_role_policy.s3", ("role", "caller"), ("policy", Scenario.Policy("Allow", "s3:GetObject", "*")))
            .Add("aws_route_table.other", ("vpc_id", Id("aws_vpc.main")))
            .Add(gateway, ("vpc_id", Id("aws_vpc.main")), ("service_name", "com.amazonaws.us-east-1.s3"), ("route_table_ids", new[] { Id("aws_route_table.other") }), ("prefix_list_id", "pl-s3"))
            .Add("aws_vpc_endpoint_route_table_association.private", ("vpc_endpoint_id", Id(gateway)), ("route_table_id", Id("aws_route_table.private")));

        Answer.OfService(plan, "s3", Verdict.Reachable);
        Answer.OfService(plan.Written(gateway, "route_table_ids"), "s3", Verdict.Undecided);
        Answer.OfService(plan.Written(gateway, "route_table_ids").Set(gateway, "route_table_ids", new[] { Id("aws_route_table.private") }), "s3", Verdict.Reachable);
        Answer.OfService(plan.Written(gateway, "route_table_ids").Set(gateway, "route_table_ids", new[] { Id("aws_route_table.private") })
            .Set("aws_vpc_endpoint_route_table_association.private", "route_table_id", Id("aws_route_table.other")), "s3", Verdict.Reachable);
    }

    [Theory]
    [InlineData("aws_vpc_endpoint_policy.other", "policy", HopKind.EndpointPolicy)]
    [InlineData("aws_vpc_endpoint_private_dns.other", "private_dns_enabled", HopKind.Name)]
    public void What_the_endpoint_and_a_resource_of_its_own_write_differently_is_the_one_or_the_other(string address, string attribute, HopKind hop)
    {
        var (open, closed) = attribute == "policy" ? ((object)Scenario.Statement("Allow"), (object)Scenario.Statement("Deny")) : (true, false);
        var plan = Scenario.Endpoint.Add(address, ("vpc_endpoint_id", Id(Endpoint)), (attribute, open)).Set(Endpoint, attribute, closed);

        Answer.Is(plan, Verdict.Reachable);
        Answer.Is(plan.Written(Endpoint, attribute), Verdict.Undecided, hop);
        Answer.Is(plan.Written(Endpoint, attribute).Set(Endpoint, attribute, open), Verdict.Reachable);
        Answer.Is(plan.Written(Endpoint, attribute).Set(Endpoint, attribute, null), Verdict.Reachable);
    }

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime</summary>
    [Theory]
    [InlineData(Caller, HopKind.ApiHost)]
    [InlineData("aws_lambda_function.callee", HopKind.Callee)]
    public void A_function_that_sets_a_variable_of_Lambdas_own_cannot_be_made(string function, HopKind kind) => Answer.Is(Scenario.Endpoint.Set(function, "environment", new[]
    {
        Block(("variables", new Dictionary<string, object?> { ["AWS_REGION"] = "us-east-1" })),
    }), Verdict.Blocked, kind, "RESERVED_VARIABLE");

    /// <summary>https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html: the policy of that name is replaced.</summary>
    [Fact]
    public void Two_inline_policies_of_one_name_are_one_and_nothing_says_which() => Answer.Is(Scenario.Endpoint.Set(Invoke, "name", "app")
        .Add("aws_iam_role_policy.other", ("role", "caller"), ("name", "app"), ("policy", Scenario.Policy("Allow", "s3:*", "*"))), Verdict.Undecided, HopKind.IdentityPolicy);

    private static (string, object?)[] Entry(bool egress, string protocol = "tcp") =>
    [
        ("network_acl_id", Id("aws_network_acl.endpoint")), ("rule_number", 100), ("egress", egress), ("rule_action", "allow"), ("protocol", protocol),
        ("cidr_block", "0.0.0.0/0"), ("from_port", protocol == "tcp" ? 443 : 0), ("to_port", protocol == "tcp" ? 443 : 0),
    ];

    private static string Document(string statements) => $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""";
}
