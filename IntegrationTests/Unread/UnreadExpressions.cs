namespace PrivateInvoke.IntegrationTests.Unread;

/// <summary>A part of the path that the configuration computes from an unread value.</summary>
/// <param name="Hop">The hop that the value decides.</param>
/// <param name="Change">Puts the expression into the configuration.</param>
public sealed record OnThePath(string Name, string Hop, Func<string, string> Change);

/// <summary>One expression each of Terraform's language that fails, or cannot be known, on a value that was not read.</summary>
internal static class UnreadExpressions
{
    /// <summary>What the expressions are over.</summary>
    public const string Sources = """

        data "aws_eks_cluster" "e" {
          name = "e" 
        }
        data "aws_ssm_parameter" "p" {
          name = "/p" 
        }
        data "aws_s3_object" "o" {
          bucket = "b"
          key    = "k"
        }
        data "aws_vpc" "other" {
          tags = { Name = "other" }
        }
        data "aws_subnets" "other" {
          filter {
            name   = "vpc-id"
            values = [data.aws_vpc.other.id]
          }
        }
        resource "aws_eip" "e" {
          domain = "vpc"
        }
        resource "aws_acm_certificate" "c" {
          domain_name       = "field.example.com"
          validation_method = "DNS"
        }
        resource "aws_apigatewayv2_api" "a" {
          name          = "a"
          protocol_type = "HTTP"
        }
        locals {
          id = aws_eip.e.id
        }
        variable "x" {
          default = ""
        }
        """;

    private static readonly (string Name, string Expression)[] Values =
    [
        ("base64decode", """base64decode(local.id)"""),
        ("textdecodebase64", """textdecodebase64(local.id, "UTF-8")"""),
        ("jsondecode", """jsondecode(local.id).name"""),
        ("yamldecode", """yamldecode("a: [${local.id}").a"""),
        ("csvdecode", """csvdecode(local.id)[0].a"""),
        ("index of a map", """{ dev = 1 }[local.id]"""),
        ("index of a list", """["a"][length(local.id)]"""),
        ("regex", """regex("^https?://([^/]+)/x", aws_apigatewayv2_api.a.api_endpoint)[0]"""),
        ("one", """one(split("-", local.id))"""),
        ("tonumber", """tonumber(local.id)"""),
        ("tobool", """tobool(local.id)"""),
        ("cidrsubnet", """cidrsubnet("${aws_eip.e.public_ip}/32", 4, 1)"""),
        ("cidrhost", """cidrhost(local.id, 1)"""),
        ("cidrnetmask", """cidrnetmask(local.id)"""),
        ("cidrsubnets", """cidrsubnets(local.id, 4, 4)[0]"""),
        ("split", """split("/", local.id)[3]"""),
        ("element", """element(tolist(aws_acm_certificate.c.domain_validation_options), 0).resource_record_name"""),
        ("coalesce", """coalesce(replace(local.id, "/.*/", ""))"""),
        ("coalescelist", """coalescelist(regexall("q", local.id))"""),
        ("lookup", """lookup({ a = 1 }, local.id)"""),
        ("parseint", """parseint(local.id, 10)"""),
        ("timeadd", """timeadd(local.id, "1h")"""),
        ("formatdate", """formatdate("YYYY", local.id)"""),
        ("timecmp", """timecmp(local.id, "2020-01-01T00:00:00Z")"""),
        ("setproduct", """tolist(setproduct(regexall("q", local.id), ["b"]))[0]"""),
        ("index", """index(["a"], local.id)"""),
        ("sum", """sum([local.id])"""),
        ("max", """max(local.id, 1)"""),
        ("range", """range(local.id)[0]"""),
        ("slice", """slice(["a"], 0, length(local.id))"""),
        ("chunklist", """chunklist(["a"], local.id)"""),
        ("zipmap", """zipmap(["a"], split("-", local.id))"""),
        ("element of an empty list", """element(regexall("q", local.id), 0)"""),
        ("format", """format("%d", local.id)"""),
        ("file", """file("${local.id}.txt")"""),
        ("templatefile", """templatefile("${local.id}.tpl", {})"""),
        ("rsadecrypt", """rsadecrypt(local.id, "x")"""),
        ("alltrue", """alltrue([local.id])"""),
        ("log", """log(local.id, 2)"""),
        ("operand", """local.id + 1"""),
        ("condition", """local.id ? 1 : 2"""),
        ("template", "\"a-${jsondecode(local.id).a}-b\""),
        ("heredoc", "<<-EOT\n    a: ${yamldecode(\"[${local.id}\")}\n  EOT"),
        ("for expression", """{ for one in split(",", local.id) : one => jsondecode(one).a }"""),
        ("members of an object", """{ a = 1, b = base64decode(local.id), c = [jsondecode(local.id)] }"""),
        ("splat", """(tolist(aws_acm_certificate.c.domain_validation_options)[*].resource_record_name)[0]"""),
        ("item of a set", """tolist(aws_acm_certificate.c.domain_validation_options)[0].resource_record_value"""),
        ("merge", """merge(jsondecode(local.id), {})"""),
        ("the certificate of a cluster", """base64decode(data.aws_eks_cluster.e.certificate_authority[0].data)"""),
        ("a parameter in JSON", """jsondecode(data.aws_ssm_parameter.p.value)["a"]"""),
        ("an object in YAML", """yamldecode(data.aws_s3_object.o.body).a"""),
        ("a tag of a VPC", """data.aws_vpc.other.tags["cidr"]"""),
        ("a part of a VPC", """cidrsubnet(data.aws_vpc.other.cidr_block, 17, 1)"""),
        ("the second range of a VPC", """tolist(data.aws_vpc.other.cidr_block_associations)[1].cidr_block"""),
    ];

    private static readonly (string Name, string Blocks)[] Blocks =
    [
        ("count over a list", """
            resource "aws_ssm_parameter" "counted" {
              count = length(data.aws_subnets.other.ids)
              name  = "counted"
              type  = "String"
              value = data.aws_subnets.other.ids[count.index + 3]
            }
            """),
        ("for_each over a value", """
            resource "aws_ssm_parameter" "each" {
              for_each = toset(split(",", data.aws_ssm_parameter.p.value))
              name  = each.key
              type  = "String"
              value = each.value
            }
            """),
        ("count over an id", """
            resource "aws_ssm_parameter" "counted2" {
              count = parseint(data.aws_vpc.other.id, 10)
              name  = "counted"
              type  = "String"
              value = "x"
            }
            """),
        ("bucket policy", """
            resource "aws_s3_bucket_policy" "p" {
              bucket = "b"
              policy = data.aws_ssm_parameter.p.value
            }
            """),
        ("queue policy", """
            resource "aws_sqs_queue" "q" {
              name = "q"
              policy = local.id
            }
            """),
        ("range of another VPC", """
            resource "aws_vpc" "other" {
              cidr_block = data.aws_vpc.other.id
            }
            """),
        ("ARN", """
            resource "aws_cloudwatch_metric_alarm" "a" {
              alarm_name = "a"
              comparison_operator = "GreaterThanThreshold"
              evaluation_periods = 1
              threshold = 1
              metric_name = "m"
              namespace = "n"
              period = 60
              statistic = "Sum"
              alarm_actions = [local.id]
            }
            """),
        ("base64", """
            resource "aws_instance" "i" {
              ami = "ami-1"
              instance_type = "t3.micro"
              user_data_base64 = local.id
            }
            """),
        ("number out of range", """
            resource "aws_cloudwatch_log_group" "g" {
              name = "g"
              retention_in_days = length(local.id)
            }
            """),
        ("precondition", """
            resource "aws_kms_key" "k" {
              deletion_window_in_days = length(local.id) * 100
              policy = local.id
              lifecycle {
                precondition {
                  condition     = startswith(local.id, "x")
                  error_message = "no"
                }
              }
            }
            """),
        ("dynamic block", """
            resource "aws_security_group" "other" {
              vpc_id = aws_vpc.main.id
              dynamic "ingress" {
                for_each = jsondecode(local.id)
                content {
                  from_port = ingress.value
                  to_port = ingress.value
                  protocol = "tcp"
                  cidr_blocks = ["10.0.0.0/8"]
                }
              }
            }
            """),
        ("role policy", """
            resource "aws_iam_role_policy" "other" {
              role = "other"
              policy = local.id
            }
            """),
        ("output", """
            output "o" {
              value = jsondecode(local.id)
            }
            """),
    ];

    /// <summary>By name, blocks that the path has nothing to do with.</summary>
    public static IReadOnlyDictionary<string, string> Beside { get; } = Values
        .Select((value, index) => (value.Name, Blocks: $$"""
            locals {
              value_{{index}} = {{value.Expression}}
            }
            resource "aws_ssm_parameter" "value_{{index}}" {
              name  = "value-{{index}}"
              type  = "String"
              value = jsonencode(local.value_{{index}})
            }
            """))
        .Concat(Blocks).ToDictionary(pair => pair.Name, pair => pair.Blocks);

    public static IReadOnlyList<OnThePath> OnThePath { get; } =
    [
        new("endpoint policy", "EndpointPolicy", text => Replace(text, "private_dns_enabled = true", """
            private_dns_enabled = true
              policy = var.x != "" ? data.aws_ssm_parameter.p.value : jsonencode({
                Version   = "2012-10-17"
                Statement = [{ Effect = "Allow", Principal = "*", Action = "*", Resource = "*" }]
              })
            """)),
        new("endpoint ingress", "EndpointIngress", text => Replace(
            text, "security_groups = [aws_security_group.caller.id]", "security_groups = split(\",\", data.aws_ssm_parameter.p.value)")),
        new("caller egress", "CallerEgress", text => Replace(
            text, "cidr_blocks = [\"0.0.0.0/0\"]", "cidr_blocks = [jsondecode(data.aws_ssm_parameter.p.value).cidr]")),
        new("role policy that may be there", "IdentityPolicy", text => text + """

            resource "aws_iam_role_policy" "maybe" {
              count = data.aws_ssm_parameter.p.value == "on" ? 1 : 0
              role  = aws_iam_role.caller.id
              policy = jsonencode({
                Version   = "2012-10-17"
                Statement = [{ Effect = "Deny", Action = "lambda:*", Resource = "*" }]
              })
            }
            """),
        new("network ACL rule that may be there", "NetworkAcl", text => text + """

            resource "aws_network_acl" "main" {
              vpc_id     = aws_vpc.main.id
              subnet_ids = [aws_subnet.private_a.id, aws_subnet.private_b.id]
            }
            resource "aws_network_acl_rule" "all" {
              for_each       = { in = false, out = true }
              network_acl_id = aws_network_acl.main.id
              rule_number    = 100
              egress         = each.value
              protocol       = "-1"
              rule_action    = "allow"
              cidr_block     = "0.0.0.0/0"
            }
            resource "aws_network_acl_rule" "maybe" {
              for_each       = toset(split(",", data.aws_ssm_parameter.p.value))
              network_acl_id = aws_network_acl.main.id
              rule_number    = 50
              egress         = true
              protocol       = "-1"
              rule_action    = "deny"
              cidr_block     = each.value
            }
            """),
        new("route that may be there", "Route", text => text + """

            resource "aws_ec2_transit_gateway" "main" {}
            resource "aws_route" "maybe" {
              count                  = tonumber(data.aws_ssm_parameter.p.value)
              route_table_id         = aws_route_table.private.id
              destination_cidr_block = "10.20.1.0/28"
              transit_gateway_id     = aws_ec2_transit_gateway.main.id
            }
            """),
        new("private DNS", "Name", text => Replace(text, "private_dns_enabled = true", "private_dns_enabled = data.aws_ssm_parameter.p.value == \"on\"")),
    ];

    private static string Replace(string text, string old, string with) => text.Contains(old, StringComparison.Ordinal)
        ? text.Replace(old, with, StringComparison.Ordinal)
        : throw new ArgumentException($"'{old}' is not in the configuration.");
}
