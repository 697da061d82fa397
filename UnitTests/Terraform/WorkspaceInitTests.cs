using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class WorkspaceInitTests
{
    private const string Version = """test "$1" = version && echo '{"terraform_version":"1.11.4"}' && exit 0""";

    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>A check fails for want of a network, its user follows the advice to run init, and checks again.</summary>
    [Fact(Timeout = 180_000)]
    public async Task The_users_modules_take_the_place_of_what_a_failed_init_left()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for terraform is a shell script.");
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            module "vpc" {
              source = "terraform-aws-modules/vpc/aws"
            }
            """);
        folder.Write("infra/.terraform/modules/modules.json", """{"Modules":[{"Key":"vpc"}]}""");
        folder.Write("infra/.terraform/modules/vpc/main.tf", "");
        var tree = ModuleTree.Read(folder.At("infra"));
        var workspace = Workspace.For(folder.At("artifacts"), tree.Root);
        workspace.Prepare(tree, new Dictionary<string, string>());
        var modules = Path.Combine(workspace.Root, ".terraform", "modules");
        Directory.CreateDirectory(modules);
        await File.WriteAllTextAsync(Path.Combine(modules, "modules.json"), """{"Modules":[]}""", TestContext.Current.CancellationToken);
        var terraform = folder.Script("terraform", $"{Version}\nexit 0");

        await new WorkspaceInit(workspace, tree, Nothing, _ => new TerraformCli(terraform, workspace.Root), null)
            .RunAsync("key", TestContext.Current.CancellationToken);

        Assert.Contains("vpc", await File.ReadAllTextAsync(Path.Combine(modules, "modules.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(modules, "vpc", "main.tf")));
        Assert.True(File.Exists(folder.At("infra", ".terraform", "modules", "vpc", "main.tf")));
    }

    /// <summary>terraform tells it without a place, as it tells that a registry cannot be reached.</summary>
    [Theory(Timeout = 180_000)]
    [InlineData("infra/main.tf", "./modules/vpc", "'main.tf' line 2: module 'vpc' has the source './modules/vpc', and there is no such folder.")]
    [InlineData("infra/modules/net/main.tf", "../vpc", "'modules/net/main.tf' line 2: module 'vpc' has the source '../vpc', and there is no such folder.")]
    public async Task A_local_module_that_is_not_there_is_named_and_no_registry_is_blamed(string file, string source, string problem)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for terraform is a shell script.");
        using var folder = new TemporaryFolder();
        folder.Write("infra/main.tf", """
            module "net" {
              source = "./modules/net"
            }
            """);
        folder.Write("infra/modules/net/main.tf", "");
        folder.Write(file, $$"""

            module "vpc" {
              source = "{{source}}"
            }
            """);
        var tree = ModuleTree.Read(folder.At("infra"));
        var workspace = Workspace.For(folder.At("artifacts"), tree.Root);
        workspace.Prepare(tree, new Dictionary<string, string>());
        var terraform = folder.Script("terraform", Version + """

            echo '{"@level":"error","@message":"Error: Unreadable module directory","type":"diagnostic","diagnostic":{"severity":"error","summary":"Unreadable module directory","detail":"Unable to evaluate directory symlink: lstat modules/vpc: no such file or directory"}}'
            exit 1
            """);

        var refused = await Assert.ThrowsAsync<ProblemException>(() =>
            new WorkspaceInit(workspace, tree, Nothing, _ => new TerraformCli(terraform, workspace.Root), null)
                .RunAsync("key", TestContext.Current.CancellationToken));

        Assert.Equal(problem, refused.Problem);
    }
}
