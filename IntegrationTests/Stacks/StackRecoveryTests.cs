using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Stacks;

/// <summary>
/// terraform is killed right after what it asked for was made, and before it knew: the next apply takes that in. Each round is one such
/// end, with all that can be under way at a time.
/// </summary>
public sealed class StackRecoveryTests(TestRepository repository)
{
    /// <summary>By round, the calls that make each type of infra/ whose instances can be told from somebody else's.</summary>
    private static readonly string[][] Rounds =
    [
        ["CreateRole", "CreateLogGroup"],
        ["CreateSubnet", "AttachInternetGateway", "CreateRouteTable", "CreateSecurityGroup", "PutRolePolicy", "AttachRolePolicy", "CreateFunction"],
        [
            "AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress", "CreateRoute", "AssociateRouteTable", "CreateNatGateway", "CreateVpcEndpoint",
            "CreateFunctionUrlConfig",
        ],
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task What_a_killed_apply_has_just_made_of_any_type_of_infra_is_not_made_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It finds the process in /proc.");
        await using var root = await SmallRoot.CreateAsync(repository, Cancel);
        root.Write("main.tf", Everything.Replace("PACKAGE", repository.Package(), StringComparison.Ordinal));
        await using var api = await UnansweredApi.StartAsync(root.Moto.Address, Cancel);
        root.Endpoint = api.Address;

        foreach (var round in Rounds)
        {
            var made = api.WithoutAnswersTo(round);
            var killed = root.Stack().ApplyAsync(Cancel);
            await Task.WhenAny(made, killed).WaitAsync(Cancel);
            Assert.True(made.IsCompleted, $"It ended before {string.Join(", ", round.Where(action => api.Times(action) == 0))}.");
            ProcessTable.Kill(root.TerraformAtWork);
            await Assert.ThrowsAsync<ProblemException>(() => killed);
        }

        api.AnswerAll();
        await root.Stack().ApplyAsync(Cancel);

        Assert.All(Rounds.SelectMany(round => round), action => Assert.Equal((action, 1), (action, api.Times(action))));
        Assert.Empty(await root.Stack().DetectDriftAsync(Cancel));
    }

    private const string Everything = """
        provider "aws" {
          region = "eu-central-1"
        }

        variable "name" {
          type = string
        }

        variable "secret" {
          type      = string
          sensitive = true
        }

        resource "aws_iam_role" "this" {
          name               = var.name
          assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
        }

        resource "aws_cloudwatch_log_group" "this" {
          name = "/aws/lambda/${var.name}"
        }

        resource "aws_iam_role_policy" "this" {
          name   = "invoke"
          role   = aws_iam_role.this.name
          policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = "*" }] })
        }

        resource "aws_iam_role_policy_attachment" "this" {
          role       = aws_iam_role.this.name
          policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
        }

        resource "aws_lambda_function" "this" {
          function_name = var.name
          role          = aws_iam_role.this.arn
          runtime       = "provided.al2023"
          handler       = "bootstrap"
          filename      = "PACKAGE"
        }

        resource "aws_lambda_function_url" "this" {
          function_name      = aws_lambda_function.this.function_name
          authorization_type = "AWS_IAM"
        }

        resource "aws_vpc" "this" {
          cidr_block = "10.1.0.0/16"
        }

        resource "aws_eip" "nat" {
          domain = "vpc"
        }

        # After the first round, whose calls it must not wait for.
        resource "aws_subnet" "this" {
          vpc_id     = aws_vpc.this.id
          cidr_block = "10.1.0.0/24"
          depends_on = [aws_iam_role.this, aws_cloudwatch_log_group.this]
        }

        resource "aws_internet_gateway" "this" {
          vpc_id     = aws_vpc.this.id
          depends_on = [aws_iam_role.this, aws_cloudwatch_log_group.this]
        }

        resource "aws_route_table" "this" {
          vpc_id     = aws_vpc.this.id
          tags       = { Name = var.name }
          depends_on = [aws_iam_role.this, aws_cloudwatch_log_group.this]
        }

        resource "aws_security_group" "this" {
          name       = var.name
          vpc_id     = aws_vpc.this.id
          depends_on = [aws_iam_role.this, aws_cloudwatch_log_group.this]
        }

        resource "aws_default_security_group" "this" {
          vpc_id = aws_vpc.this.id
        }

        resource "aws_route" "this" {
          route_table_id         = aws_route_table.this.id
          destination_cidr_block = "0.0.0.0/0"
          gateway_id             = aws_internet_gateway.this.id
        }

        resource "aws_route_table_association" "this" {
          subnet_id      = aws_subnet.this.id
          route_table_id = aws_route_table.this.id
        }

        resource "aws_nat_gateway" "this" {
          subnet_id     = aws_subnet.this.id
          allocation_id = aws_eip.nat.id
        }

        resource "aws_vpc_endpoint" "this" {
          vpc_id             = aws_vpc.this.id
          service_name       = "com.amazonaws.eu-central-1.lambda"
          vpc_endpoint_type  = "Interface"
          subnet_ids         = [aws_subnet.this.id]
          security_group_ids = [aws_security_group.this.id]
        }

        resource "aws_vpc_security_group_egress_rule" "this" {
          security_group_id            = aws_security_group.this.id
          referenced_security_group_id = aws_security_group.this.id
          ip_protocol                  = "tcp"
          from_port                    = 443
          to_port                      = 443
        }

        resource "aws_vpc_security_group_ingress_rule" "this" {
          security_group_id = aws_security_group.this.id
          cidr_ipv4         = "10.1.0.0/16"
          ip_protocol       = "tcp"
          from_port         = 443
          to_port           = 443
        }

        """;
}
