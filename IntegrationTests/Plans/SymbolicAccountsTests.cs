using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Plans;

public sealed class SymbolicAccountsTests(TestRepository repository)
{
    [Fact(Timeout = 300_000)]
    public async Task Providers_with_other_credentials_make_resources_of_what_may_be_another_account()
    {
        using var module = new RootModule(repository, """
            provider "aws" {
              region = "eu-west-1"
            }
            provider "aws" {
              alias  = "near"
              region = "eu-west-2"
            }
            provider "aws" {
              alias  = "payments"
              region = "eu-west-1"
              assume_role {
                role_arn = "arn:aws:iam::222222222222:role/deploy"
              }
            }
            resource "aws_vpc" "own" {
              cidr_block = "10.0.0.0/16"
            }
            resource "aws_vpc" "near" {
              provider   = aws.near
              cidr_block = "10.0.0.0/16"
            }
            module "payments" {
              source    = "./payments"
              providers = { aws = aws.payments }
            }
            """, provider: "");
        module.Write("payments/main.tf", """
            data "aws_caller_identity" "current" {}
            resource "aws_vpc" "this" {
              cidr_block = "10.0.0.0/16"
              tags       = { account = data.aws_caller_identity.current.account_id }
            }
            """);

        var planned = await module.PlanAsync();

        Assert.Equal("000000000000", Account("aws_vpc.own"));
        Assert.Equal("000000000000", Account("aws_vpc.near"));
        Assert.Equal("222222222222", Account("module.payments.aws_vpc.this"));
        Assert.Equal("222222222222", planned.Plan.At("module.payments.aws_vpc.this").Values.Map("tags").Match(
            tags => tags["account"], () => "", () => "").Match(text => text, () => "", () => ""));

        string Account(string address) => planned.Plan.At(address).Symbols["arn"].Split(':')[4];
    }
}
