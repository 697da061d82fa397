using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>What the README promises to somebody with Terraform of their own, from the packages alone and outside this repository.</summary>
public sealed class AdoptionTests(PackedFeed feed)
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            EXTRA
          </PropertyGroup>
          <ItemGroup>
            PACKAGES
            <PackageReference Include="PrivateInvoke.Testing" Version="VERSION" />
          </ItemGroup>
        </Project>
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 1_800_000)]
    public async Task The_tool_judges_somebody_elses_Terraform()
    {
        Programs.Require("terraform");
        using var newcomer = await Newcomer.ArriveAsync(feed, Cancel);
        newcomer.CopyCase("c37c_policy_other_account", "infra");

        var tool = await newcomer.InstallToolAsync(Cancel);
        var (exitCode, printed) = await newcomer.RunAsync(tool, ["check", "--infra", "infra"], Cancel);
        var (_, version) = await newcomer.RunAsync(tool, ["--version"], Cancel);
        // What dnx does.
        var (once, onceSaid) = await newcomer.RunAsync(
            Programs.Dotnet,
            ["tool", "exec", $"PrivateInvoke.Tool@{newcomer.Version}", "--yes", "--configfile", "only-packed.config", "--", "check", "--infra", "infra"],
            Cancel);

        Assert.True(exitCode == 1, $"Exit code {exitCode}. It printed:\n{printed}");
        Assert.Contains("caller -> callee: Blocked", printed, StringComparison.Ordinal);
        Assert.Contains("✗ endpoint policy", printed, StringComparison.Ordinal);
        Assert.Contains(newcomer.Version, version, StringComparison.Ordinal);
        Assert.True(once == 1, $"Exit code {once}. It printed:\n{onceSaid}");
    }

    [Fact(Timeout = 1_800_000)]
    public async Task A_new_xunit_project_has_three_assertions_and_one_that_fails_says_why()
    {
        Programs.Require("terraform");
        using var newcomer = await Newcomer.ArriveAsync(feed, Cancel);
        newcomer.CopyCase("c37c_policy_other_account", "infra");
        newcomer.Write("tests/tests.csproj", ProjectOf("", """<PackageReference Include="xunit.v3" Version="4.0.2" />""", newcomer.Version));
        newcomer.Write("tests/InfraTests.cs", """
            using PrivateInvoke.Paths;
            using PrivateInvoke.Testing;
            using Xunit;

            public class InfraTests
            {
                [Fact]
                public async Task The_endpoint_policy_keeps_the_caller_out()
                {
                    var paths = await TerraformPaths.PlanAsync("../infra", cancellationToken: TestContext.Current.CancellationToken);

                    paths.From("caller").To("callee").ShouldBeBlockedAt(HopKind.EndpointPolicy);
                    paths.From("caller").To("callee").ShouldGoBy(Via.InterfaceEndpoint);
                }

                [Fact]
                public async Task This_one_fails()
                {
                    var paths = await TerraformPaths.PlanAsync("../infra", cancellationToken: TestContext.Current.CancellationToken);

                    paths.From("caller").To("callee").ShouldReach();
                }
            }
            """);

        var (exitCode, printed) = await newcomer.RunAsync(Programs.Dotnet, ["test", "--project", "tests"], Cancel);

        Assert.True(exitCode == 2, $"Exit code {exitCode}. It printed:\n{printed}");
        Assert.Matches(@"succeeded: 1\b", printed);
        Assert.Matches(@"failed: 1\b", printed);
        Assert.Contains("caller -> callee should be Reachable, and is not:", printed, StringComparison.Ordinal);
        Assert.Contains("at aws_vpc_endpoint.lambda", printed, StringComparison.Ordinal);
    }

    [Theory(Timeout = 1_800_000)]
    [InlineData("NUnit")]
    [InlineData("MSTest")]
    public async Task It_runs_in_other_frameworks(string framework)
    {
        Programs.Require("terraform");
        var (packages, extra, @class, method) = framework is "NUnit"
            ? ("""<PackageReference Include="NUnit" Version="5.0.0" /><PackageReference Include="NUnit3TestAdapter" Version="6.3.1" />""",
                "<EnableNUnitRunner>true</EnableNUnitRunner>", "NUnit.Framework.TestFixture", "NUnit.Framework.Test")
            : ("""<PackageReference Include="MSTest.TestFramework" Version="4.5.3" /><PackageReference Include="MSTest.TestAdapter" Version="4.5.3" />""",
                "<EnableMSTestRunner>true</EnableMSTestRunner>", "Microsoft.VisualStudio.TestTools.UnitTesting.TestClass", "Microsoft.VisualStudio.TestTools.UnitTesting.TestMethod");
        using var newcomer = await Newcomer.ArriveAsync(feed, Cancel);
        newcomer.CopyCase("c37c_policy_other_account", "infra");
        newcomer.Write("tests/tests.csproj", ProjectOf(extra, packages, newcomer.Version));
        newcomer.Write("tests/InfraTests.cs", $$"""
            using PrivateInvoke.Paths;
            using PrivateInvoke.Testing;

            [{{@class}}]
            public class InfraTests
            {
                [{{method}}]
                public async Task Passes()
                {
                    var paths = await TerraformPaths.PlanAsync("../infra");

                    paths.From("caller").To("callee").ShouldBeBlockedAt(HopKind.EndpointPolicy);
                }

                [{{method}}]
                public async Task Fails()
                {
                    var paths = await TerraformPaths.PlanAsync("../infra");

                    paths.From("caller").To("callee").ShouldReach();
                }
            }
            """);

        var (exitCode, printed) = await newcomer.RunAsync(Programs.Dotnet, ["test", "--project", "tests"], Cancel);

        Assert.SkipWhen(printed.Contains("error NU110", StringComparison.Ordinal), $"The feed has no {framework}.");
        Assert.True(exitCode == 2, $"Exit code {exitCode}. It printed:\n{printed}");
        Assert.Matches(@"succeeded: 1\b", printed);
        Assert.Matches(@"failed: 1\b", printed);
        Assert.Contains("caller -> callee should be Reachable, and is not:", printed, StringComparison.Ordinal);
    }

    [Fact(Timeout = 1_800_000)]
    public async Task A_new_AppHost_of_ten_lines_plans_and_judges()
    {
        Programs.Require("terraform");
        using var newcomer = await Newcomer.ArriveAsync(feed, Cancel);
        Assert.SkipUnless(File.Exists(feed.PackageOf("PrivateInvoke.Hosting")), "The feed has no Aspire, so there is no PrivateInvoke.Hosting.");
        newcomer.CopyCase("c37c_policy_other_account", "infra");
        newcomer.Write("AppHost/AppHost.csproj", $"""
            <Project Sdk="Aspire.AppHost.Sdk/13.6.4">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <NoWarn>$(NoWarn);ASPIRE010</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Aspire.Hosting.AppHost" Version="13.6.5" />
                <PackageReference Include="PrivateInvoke.Hosting" Version="{newcomer.Version}" />
              </ItemGroup>
            </Project>
            """);
        newcomer.Write("AppHost/Program.cs", """
            using Aspire.Hosting;

            var builder = DistributedApplication.CreateBuilder(args);

            var infra = builder.AddTerraform("infra", "../infra");
            builder.AddInterfaceEndpoint("lambda-endpoint", infra);

            builder.Build().Run();
            """);

        await SucceedsAsync(newcomer, "build", "AppHost", "-v:quiet");
        // Nothing is started but the pipeline's step, so there is nothing to wait for and to end.
        var (exitCode, printed) = await newcomer.RunAsync(
            Programs.Dotnet, ["run", "--project", "AppHost", "--no-build", "--", "--operation", "publish", "--step", "check-infra"], Cancel);

        Assert.True(exitCode != 0, printed);
        Assert.Contains("'infra' is not applied: caller to callee is blocked at endpoint policy", printed, StringComparison.Ordinal);
    }

    private static string ProjectOf(string extra, string packages, string version) => Project
        .Replace("EXTRA", extra, StringComparison.Ordinal)
        .Replace("PACKAGES", packages, StringComparison.Ordinal)
        .Replace("VERSION", version, StringComparison.Ordinal);

    private static async Task SucceedsAsync(Newcomer newcomer, params string[] arguments)
    {
        var (exitCode, printed) = await newcomer.RunAsync(Programs.Dotnet, arguments, Cancel);

        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)}: exit code {exitCode}. It printed:\n{printed}");
    }
}
