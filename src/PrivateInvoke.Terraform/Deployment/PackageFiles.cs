using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>The packages that a plan's functions are made of.</summary>
public static class PackageFiles
{
    /// <summary>Absolute; functions of a container image or of an object in S3 have none.</summary>
    /// <exception cref="ProblemException">One is not there: terraform would find out in mid-apply.</exception>
    public static IReadOnlyList<string> Require(PlanDocument plan, string infra)
    {
        var files = new List<string>();
        foreach (var function in plan.OfType("aws_lambda_function"))
        {
            if (function.Values.Text("filename").Text() is not { } name)
                continue;

            var file = Path.GetFullPath(name, infra);
            if (!File.Exists(file))
                throw new ProblemException($"'{file}', the package of {function.Address}, is not there.", "Make it, or name another one with --var.");

            files.Add(file);
        }

        return [.. files.Distinct()];
    }
}
