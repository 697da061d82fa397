using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Paths;

namespace PrivateInvoke.IntegrationTests.Misconfigurations;

/// <summary>The rows of docs/faults.md: one misconfiguration of each rule, applied to a copy of infra/.</summary>
internal static class Misconfigured
{
    private const string Endpoint = "modules/network/endpoint.tf";
    private const string Groups = "modules/network/security_groups.tf";
    private const string Nat = "modules/network/nat.tf";
    private const string Network = "modules/network/main.tf";
    private const string Role = "modules/function/role.tf";
    private const string Root = "main.tf";

    public static IReadOnlyDictionary<string, Misconfiguration> All { get; } = new Dictionary<string, Misconfiguration>
    {
        ["private DNS is off"] = new(HopKind.Name, Endpoint, text => Replace(
            text, "private_dns_enabled = true", "private_dns_enabled = false")),
        ["the VPC has no DNS host names"] = new(HopKind.Name, Network, text => Replace(
            text, "enable_dns_hostnames = true", "enable_dns_hostnames = false")),
        ["the caller's egress rule is missing"] = new(HopKind.CallerEgress, Groups, text => TerraformText.WithoutBlock(
            text, "resource", "aws_vpc_security_group_egress_rule", "caller_to_endpoint")),
        ["the endpoint's ingress rule is missing"] = new(HopKind.EndpointIngress, Groups, text => TerraformText.WithoutBlock(
            text, "resource", "aws_vpc_security_group_ingress_rule", "endpoint_from_caller")),
        ["the endpoint has the VPC's default group"] = new(HopKind.EndpointIngress, Endpoint, text => Replace(
            text, "  security_group_ids  = [aws_security_group.endpoint[0].id]\n", "")),
        ["a network ACL without rules"] = new(HopKind.NetworkAcl, Network, text => text +
            """

            resource "aws_network_acl" "closed" {
              vpc_id     = aws_vpc.this.id
              subnet_ids = [for subnet in aws_subnet.private : subnet.id]
            }

            """),
        ["the endpoint is of another service"] = new(HopKind.Route, Endpoint, text => Replace(
            text, "com.amazonaws.${var.region}.lambda", "com.amazonaws.${var.region}.sqs")),
        ["there is no way out"] = new(HopKind.Route, "", text => text) { Connectivity = "none" },
        ["the private route leads to the internet gateway"] = new(HopKind.Route, Nat, text => Replace(
            text, "nat_gateway_id         = aws_nat_gateway.this[0].id", "gateway_id             = aws_internet_gateway.this[0].id"))
        {
            Connectivity = "nat",
        },
        ["the NAT gateway is private"] = new(HopKind.Nat, Nat, text => Replace(
            text, "  allocation_id = aws_eip.nat[0].id\n", "  connectivity_type = \"private\"\n"))
        {
            Connectivity = "nat",
        },
        ["the NAT gateway is in a private subnet"] = new(HopKind.Nat, Nat, text => Replace(
            text, "aws_subnet.public[local.nat_zone].id", "aws_subnet.private[local.nat_zone].id"))
        {
            Connectivity = "nat",
        },
        ["the endpoint's policy allows another action"] = new(HopKind.EndpointPolicy, Root, text => Replace(
            text, "\"lambda:InvokeFunction\"", "\"lambda:GetFunction\"")),
        ["the caller's role allows nothing"] = new(HopKind.IdentityPolicy, Root, text => Replace(
            text, "= local.callee_arns\n  partition", "= []\n  partition")),
        ["the caller's role denies it"] = new(HopKind.IdentityPolicy, Role, text => Replace(
            text, "\"InvokeFunctions\"\n      Effect   = \"Allow\"", "\"InvokeFunctions\"\n      Effect   = \"Deny\"")),
        ["the role allows it through an endpoint only, and there is a NAT gateway"] = new(HopKind.IdentityPolicy, Role, text => Replace(
            text,
            "      Resource = var.invocable_arns\n",
            "      Resource = var.invocable_arns\n      Condition = { StringEquals = { \"aws:SourceVpce\" = \"vpce-1\" } }\n"))
        {
            Connectivity = "nat",
        },
        ["the callee's reserved concurrency is 0"] = new(HopKind.Concurrency, "", text => text)
        {
            Variables = new Dictionary<string, string> { ["callee_reserved_concurrency"] = "0" },
        },
        ["the caller's role may not make network interfaces"] = new(HopKind.EniSetup, Role, text => Replace(
            text, "AWSLambdaVPCAccessExecutionRole", "AWSLambdaBasicExecutionRole")),
    };

    private static string Replace(string text, string old, string changed)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, changed, StringComparison.Ordinal);
    }
}
