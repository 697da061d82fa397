using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class WorkspaceTests
{
    [Fact]
    public void Relative_paths_keep_their_meaning()
    {
        using var folder = Repository();
        var workspace = Prepare(folder);

        Assert.Equal("shared", File.ReadAllText(Path.Combine(workspace.Root, "..", "shared", "policy.json")));
        Assert.Equal("inner", File.ReadAllText(Path.Combine(workspace.Root, "files", "inner.json")));
        Assert.True(File.Exists(Path.Combine(workspace.Root, "modules", "network", "main.tf")));
        Assert.True(File.Exists(Path.Combine(workspace.Root, "..", "..", "outside", "main.tf")));
        Assert.Contains("zz_private_invoke_override.tf", Directory.GetFiles(workspace.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void State_tests_and_what_init_installed_are_not_taken_over()
    {
        using var folder = Repository();
        var workspace = Prepare(folder);

        Assert.False(File.Exists(Path.Combine(workspace.Root, "terraform.tfstate")));
        Assert.False(File.Exists(Path.Combine(workspace.Root, "main.tftest.hcl")));
        Assert.False(Directory.Exists(Path.Combine(workspace.Root, ".terraform")));
    }

    [Fact]
    public void Making_it_anew_keeps_what_init_installed_and_touches_nothing_of_the_user()
    {
        using var folder = Repository();
        var before = Snapshot(folder);
        var workspace = Prepare(folder);
        Directory.CreateDirectory(Path.Combine(workspace.Root, ".terraform", "providers"));
        File.WriteAllText(Path.Combine(workspace.Root, ".terraform.lock.hcl"), "ours");
        folder.Write("repo/infra/added.tf", "");

        workspace = Prepare(folder);

        Assert.True(Directory.Exists(Path.Combine(workspace.Root, ".terraform", "providers")));
        Assert.Equal("ours", File.ReadAllText(Path.Combine(workspace.Root, ".terraform.lock.hcl")));
        Assert.True(File.Exists(Path.Combine(workspace.Root, "added.tf")));
        File.Delete(folder.At("repo", "infra", "added.tf"));
        Assert.Equal(before, Snapshot(folder));
    }

    [Fact]
    public void A_workspace_inside_of_its_own_root_module_does_not_hold_itself()
    {
        using var folder = new TemporaryFolder();
        folder.Write("repo/main.tf", "");
        var tree = ModuleTree.Read(folder.At("repo"));
        var workspace = Workspace.For(folder.At("repo", "artifacts"), tree.Root);

        workspace.Prepare(tree, new Dictionary<string, string>());
        workspace.Prepare(tree, new Dictionary<string, string>());

        Assert.True(File.Exists(Path.Combine(workspace.Root, "main.tf")));
        Assert.False(Directory.Exists(Path.Combine(workspace.Root, "artifacts", "terraform")));
    }

    [Fact]
    public void What_would_call_aws_is_blanked_and_lines_stay()
    {
        using var folder = new TemporaryFolder();
        var file = HclFile.Read(folder.Write("main.tf", """
            provider "aws" {
              assume_role {
                role_arn = "arn"
              }
            }
            import {
              to = aws_vpc.this
              id = "vpc-1"
            }
            resource "aws_vpc" "this" {}
            """));

        var stripped = OfflineOverride.Strip(file);

        Assert.DoesNotContain("role_arn", stripped, StringComparison.Ordinal);
        Assert.DoesNotContain("import", stripped, StringComparison.Ordinal);
        Assert.Equal("resource \"aws_vpc\" \"this\" {}", stripped.Split('\n')[9]);
    }

    [Fact]
    public void Only_declared_providers_are_overridden()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.tf", """
            provider "aws" {
              alias  = "west"
              region = "us-west-2"
            }
            """);
        folder.Write("modules.tf", """module "m" { source = "./m" }""");
        folder.Write("m/main.tf", """provider "aws" {}""");

        var files = OfflineOverride.Files(ModuleTree.Read(folder.Path), "region", hasRegionInEnvironment: false);

        var root = files[folder.At(OfflineOverride.OverrideFile)];
        Assert.Equal(1, root.Split("provider \"aws\"").Length - 1);
        Assert.Contains("alias = \"west\"", root, StringComparison.Ordinal);
        Assert.Contains("backend \"local\" {}", root, StringComparison.Ordinal);
        Assert.Contains("provider = aws.west", files[folder.At(OfflineOverride.ExtraFile)], StringComparison.Ordinal);
        Assert.DoesNotContain("provider \"aws\"", files[folder.At(OfflineOverride.ExtraFile)], StringComparison.Ordinal);
        Assert.DoesNotContain("backend", files[folder.At("m", OfflineOverride.OverrideFile)], StringComparison.Ordinal);
    }

    [Fact]
    public void A_provider_that_is_left_to_the_environment_is_declared_where_that_has_a_region()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.tf", """resource "aws_vpc" "this" {}""");
        var tree = ModuleTree.Read(folder.Path);

        Assert.Contains("provider \"aws\"", OfflineOverride.Files(tree, "region", true)[folder.At(OfflineOverride.ExtraFile)], StringComparison.Ordinal);
        Assert.DoesNotContain("provider", OfflineOverride.Files(tree, "region", false)[folder.At(OfflineOverride.ExtraFile)], StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_outside_of_the_root_is_opened_to_override_its_provider()
    {
        using var folder = new TemporaryFolder();
        folder.Write("repo/infra/main.tf", """module "m" { source = "../m" }""");
        var file = folder.Write("repo/m/main.tf", """provider "aws" {}""");
        folder.Write("repo/m/inner/data.json", "data");
        var tree = ModuleTree.Read(folder.At("repo", "infra"));
        var workspace = Workspace.For(folder.At("artifacts"), tree.Root);

        workspace.Prepare(tree, OfflineOverride.Files(tree, "region", false));

        Assert.True(File.Exists(Path.Combine(workspace.Root, "..", "m", OfflineOverride.OverrideFile)));
        Assert.Equal("data", File.ReadAllText(Path.Combine(workspace.Root, "..", "m", "inner", "data.json")));
        Assert.Equal(["inner", "main.tf"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(file)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>The archive provider writes its output while it plans.</summary>
    [Theory]
    [InlineData("infra/main.tf", "build/a.zip", "infra/build/a.zip")]
    [InlineData("infra/main.tf", "${local.folder}/a.zip", "infra/build/a.zip")]
    [InlineData("infra/main.tf", "${path.module}/../out/a.tar.gz", "out/a.tar.gz")]
    [InlineData("shared/main.tf", "${path.module}/${var.name}.jar", "shared/a.jar")]
    public void A_package_that_a_plan_writes_is_not_the_users(string file, string output, string package)
    {
        using var folder = new TemporaryFolder();
        folder.Write("repo/infra/modules.tf", """module "m" { source = "../shared" }""");
        folder.Write("repo/shared/modules.tf", "");
        folder.Write($"repo/{file}", $$"""
            data "archive_file" "this" {
              output_path = "{{output}}"
            }
            """);
        var theirs = folder.Write($"repo/{package}", "theirs");
        var tree = ModuleTree.Read(folder.At("repo", "infra"));
        var workspace = Workspace.For(folder.At("artifacts"), tree.Root);

        workspace.Prepare(tree, OfflineOverride.Files(tree, "region", false));
        var copy = Path.Combine(workspace.Root, "..", package);
        Assert.Equal("theirs", File.ReadAllText(copy));
        File.WriteAllText(copy, "planned");
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(copy)!, "new.zip"), "planned");

        Assert.Equal("theirs", File.ReadAllText(theirs));
        if (!output.Contains("local.", StringComparison.Ordinal))
            Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(theirs)!, "new.zip")));
    }

    /// <summary>Terraform follows links, and names what it finds there.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_change_of_the_copy_is_none_of_the_users_files(bool isNamedBehindTheLink)
    {
        using var folder = Repository();
        var workspace = Prepare(folder);
        var file = isNamedBehindTheLink ? folder.At("outside", "main.tf") : Path.Combine("..", "..", "outside", "main.tf");

        Assert.True(workspace.Change(file, _ => "changed"));
        Assert.False(workspace.Change(file, text => text));
        Assert.False(workspace.Change("missing.tf", _ => "changed"));

        Assert.Equal("changed", File.ReadAllText(Path.Combine(workspace.Root, "..", "..", "outside", "main.tf")));
        Assert.Equal("", File.ReadAllText(folder.At("outside", "main.tf")));
    }

    [Fact(Timeout = 180_000)]
    public async Task Two_processes_take_turns()
    {
        using var folder = new TemporaryFolder();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var waits = new TaskCompletionSource();
        var first = await WorkspaceLock.TakeAsync(folder.Path, time, null, TestContext.Current.CancellationToken);

        var second = WorkspaceLock.TakeAsync(
            folder.Path, time, new Reports(_ => waits.TrySetResult()), TestContext.Current.CancellationToken);
        await waits.Task;
        Assert.False(second.IsCompleted);
        first.Dispose();
        while (!second.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await second).Dispose();
    }

    private static TemporaryFolder Repository()
    {
        var folder = new TemporaryFolder();
        folder.Write("repo/infra/main.tf", """
            module "network" { source = "./modules/network" }
            module "outside" { source = "../../outside" }
            """);
        folder.Write("repo/infra/modules/network/main.tf", "");
        folder.Write("repo/infra/files/inner.json", "inner");
        folder.Write("repo/infra/terraform.tfstate", "{}");
        folder.Write("repo/infra/main.tftest.hcl", "");
        folder.Write("repo/infra/.terraform/modules/modules.json", "{}");
        folder.Write("repo/shared/policy.json", "shared");
        folder.Write("outside/main.tf", "");
        return folder;
    }

    private static Workspace Prepare(TemporaryFolder folder)
    {
        var tree = ModuleTree.Read(folder.At("repo", "infra"));
        var workspace = Workspace.For(folder.At("repo", "artifacts"), tree.Root);
        workspace.Prepare(tree, OfflineOverride.Files(tree, "region", false));
        return workspace;
    }

    private static string[] Snapshot(TemporaryFolder folder) =>
    [
        .. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("artifacts", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => $"{file}: {File.ReadAllText(file)}"),
    ];

    private sealed class Reports(Action<TerraformProgress> report) : IProgress<TerraformProgress>
    {
        public void Report(TerraformProgress value) => report(value);
    }
}
