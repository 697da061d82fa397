using PrivateInvoke.IntegrationTests.Environment;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.IntegrationTests;

/// <summary>
/// <c>check</c> with OpenTofu. Where tofu itself is not on PATH, a script stands in for it: it answers <c>version -json</c> as OpenTofu's
/// documentation shows it, refuses an override with <c>override_during</c> as OpenTofu's source does (its schema of the block has
/// <c>target</c> and <c>values</c>), and lets terraform do everything else. So the conversation is checked, and OpenTofu's own planning is
/// not: run the first test with tofu for that.
/// </summary>
public sealed class OpenTofuTests(TestRepository repository)
{
    private const string Conversation = """
        echo "$@" >> "$TF_TOFU_CALLS"
        case "$1" in
          version)
            [ "$2" = -json ] || { echo "Error: flag provided but not defined: $2" >&2; exit 1; }
            echo '{"terraform_version": "1.10.6", "platform": "linux_amd64", "provider_selections": {}}'
            exit 0 ;;
          init)
            if [ -f "$TF_CLI_CONFIG_FILE" ]; then
              sed -i -e "s|path .*|path = \"$TF_TERRAFORMS_MIRROR\"|" -e 's/registry.opentofu.org/registry.terraform.io/' "$TF_CLI_CONFIG_FILE"
            fi ;;
          test)
            if grep -rqs override_during --include='*.tftest.hcl' .; then
              echo '{"@level":"error","type":"diagnostic","diagnostic":{"severity":"error","summary":"Unsupported argument","detail":"An argument named \"override_during\" is not expected here."}}'
              exit 1
            fi
            find . -name '*.tftest.hcl' -exec sed -i 's/^    values = /    override_during = plan\n    values = /' {} + ;;
        esac
        exec terraform "$@"
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task Tofu_plans_and_the_verdict_is_settled()
    {
        var tofu = Programs.Find("tofu");
        Assert.SkipWhen(tofu is null, "tofu is not on PATH.");

        await using var check = Check(tofu!, []);

        Assert.True(await check.ExitCodeAsync(Cancel) == 1, check.Output);
        Assert.Contains("✗ endpoint policy", check.Printed, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task What_tofu_is_asked_it_understands()
    {
        Programs.Require("terraform");
        var tofu = repository.Script("tofu", Conversation);
        var calls = Path.Combine(repository.Path, "tofu-calls");
        var environment = new Dictionary<string, string?> { ["TF_TOFU_CALLS"] = calls };
        if (ProviderMirror.Find(ProcessEnvironment.Read(), TerraformProduct.Terraform.Registry) is [var mirror, ..])
        {
            // Where no registry can be reached: what this machine has under Terraform's name the script finds under OpenTofu's.
            environment["TF_TERRAFORMS_MIRROR"] = mirror;
            environment["TF_PLUGIN_CACHE_DIR"] = Path.Combine(repository.Path, "tofu-providers");
            Directory.CreateDirectory(Path.Combine(repository.Path, "tofu-providers", TerraformProduct.OpenTofu.Registry));
        }

        await using var check = Check(tofu, environment);
        var exitCode = await check.ExitCodeAsync(Cancel);

        Assert.True(exitCode == 1, check.Output);
        Assert.Contains("caller -> callee: Blocked", check.Printed, StringComparison.Ordinal);
        Assert.Contains("✗ endpoint policy", check.Printed, StringComparison.Ordinal);
        var asked = await File.ReadAllLinesAsync(calls, Cancel);
        Assert.Contains("version -json", asked);
        Assert.DoesNotContain(asked, line => line.StartsWith("-v", StringComparison.Ordinal) || line == "version");
        Assert.Contains(asked, line => line.StartsWith("test ", StringComparison.Ordinal));
    }

    private RunningProgram Check(string tofu, Dictionary<string, string?> environment) => RunningProgram.Start(
        Programs.Dotnet,
        [Programs.Cli, "check", "--terraform", tofu, "--infra", Path.Combine(Programs.Repository, "IntegrationTests", "Cases", "c37c_policy_other_account")],
        repository.Path,
        environment);
}
