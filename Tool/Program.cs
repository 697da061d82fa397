using System.CommandLine;
using AppHost;

var root = new RootCommand(
    """
    Judges whether a Lambda in a VPC reaches the Lambdas that it invokes, from Terraform.

    Try, in the folder of a root module:
      private-invoke check --infra .
      private-invoke check --infra . --format sarif --output check.sarif
      terraform show -json plan.tfplan | private-invoke check --plan -
    """);
root.Add(CheckCommand.Build());
root.Add(CostCommand.Build());
return await CommandLine.RunAsync(root, args, "private-invoke --help");
