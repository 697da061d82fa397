using System.Text;
using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.IntegrationTests.Misconfigurations;

/// <summary>
/// The plan of each row of docs/faults.md. One root module calls a copy of infra/ for each row, so that terraform plans all rows at once.
/// </summary>
public sealed class MisconfiguredPlans
{
    private readonly TestRepository _repository;
    private readonly Lazy<Task<PlanDocument>> _plan;

    public MisconfiguredPlans(TestRepository repository)
    {
        _repository = repository;
        _plan = new(PlanAsync);
    }

    /// <summary>What the row's copy of infra/ makes, and nothing else.</summary>
    public async Task<PlanDocument> OfAsync(string row, CancellationToken cancel)
    {
        Programs.Require("terraform");
        var plan = await _plan.Value.WaitAsync(cancel);
        var module = $"module.{ModuleOf(row)}.";
        return plan with { Resources = [.. plan.Resources.Where(resource => resource.Address.StartsWith(module, StringComparison.Ordinal))] };
    }

    private static string ModuleOf(string row) => $"row_{Misconfigured.All.Keys.ToList().IndexOf(row)}";

    private async Task<PlanDocument> PlanAsync()
    {
        var root = Directory.CreateDirectory(Path.Combine(_repository.Path, "misconfigurations")).FullName;
        var main = new StringBuilder("""
            terraform {
              required_providers {
                aws = {
                  source  = "hashicorp/aws"
                  version = "~> 5.100"
                }
              }
            }

            provider "aws" {
              region = "ap-northeast-1"
            }

            """);
        foreach (var (row, wrong) in Misconfigured.All)
        {
            var infra = _repository.InfraWith("providers.tf", _ => "");
            if (wrong.File.Length > 0)
            {
                var changed = Path.Combine(infra, wrong.File);
                await File.WriteAllTextAsync(changed, wrong.Change(await File.ReadAllTextAsync(changed)));
            }

            main.Append($"module \"{ModuleOf(row)}\" {{\n  source = \"../{Path.GetFileName(infra)}\"\n  name = \"{ModuleOf(row).Replace('_', '-')}\"\n");
            main.Append($"  connectivity = \"{wrong.Connectivity}\"\n");
            foreach (var (name, value) in wrong.Variables)
                main.Append($"  {name} = {value}\n");
            main.Append("}\n");
        }

        await File.WriteAllTextAsync(Path.Combine(root, "main.tf"), main.ToString());
        var planned = await _repository.WithPlannerAsync(planner => planner.PlanAsync(
            new PlanRequest { Directory = root, Artifacts = _repository.Artifacts }, progress: null, CancellationToken.None));
        return planned.Plan;
    }
}
