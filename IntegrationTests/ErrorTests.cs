using System.Net;
using System.Net.Sockets;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests;

/// <summary>What a person meets when something is missing or wrong: two lines, exit code 2, nothing left running.</summary>
public sealed class ErrorTests(TestRepository repository)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task A_missing_terraform_is_named()
    {
        var infra = repository.InfraWith("main.tf", text => text + "\n# never planned before\n");

        var error = await ErrorOfAsync("--infra", infra, "--terraform", Path.Combine(repository.Path, "no-such-terraform"));

        Assert.Contains("no-such-terraform", error[0], StringComparison.Ordinal);
        Assert.Contains("1.11", error[1], StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task A_provider_that_cannot_be_had_is_named()
    {
        Programs.Require("terraform");
        var infra = repository.InfraWith("versions.tf", text =>
            text.Replace("required_providers {", "required_providers {\n    nowhere = {\n      source  = \"example/nowhere\"\n      version = \"1.0.0\"\n    }", StringComparison.Ordinal));

        var error = await ErrorOfAsync("--infra", infra);

        Assert.Contains("example/nowhere", error[0], StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task A_verb_that_is_interrupted_has_not_succeeded()
    {
        Programs.Require("terraform");
        var infra = repository.InfraWith("main.tf", text => text + "\n# never planned before: it takes its time\n");
        await using var program = RunningProgram.Start(Programs.Dotnet, [Programs.Cli, "check", "--infra", infra], repository.Path);

        await program.LineAsync(line => line.Contains("terraform plan", StringComparison.Ordinal), Cancel);
        program.Terminate();

        Assert.Equal(130, await program.ExitCodeAsync(Cancel));
        Assert.Contains("Interrupted.", program.Errors, StringComparison.Ordinal);
        Assert.Empty(program.Printed);
    }

    [Fact(Timeout = 900_000)]
    public async Task A_syntax_error_is_shown_with_its_file_and_line()
    {
        Programs.Require("terraform");
        var infra = repository.InfraWith("main.tf", _ => "resource \"aws_vpc\" \"this\" {\n  cidr_block = \n}\n");

        var error = await ErrorOfAsync("--infra", infra);

        Assert.Contains("main.tf", error[0], StringComparison.Ordinal);
        Assert.Contains('2', error[0]);
        Assert.DoesNotContain("artifacts", error[0], StringComparison.Ordinal);
    }

    [Theory(Timeout = 900_000)]
    [InlineData("deploy")]
    [InlineData("drift")]
    [InlineData("destroy", "--yes")]
    public async Task A_verb_at_AWS_without_a_backend_is_refused_before_anything_is_run(string verb, params string[] more)
    {
        var refused = await Verb.RunAsync(
            repository, repository.Path, [verb, .. verb == "deploy" ? ["--no-package"] : Array.Empty<string>(), "--infra", repository.Infra, .. more], Cancel);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("names no backend", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("--local-state", refused.Errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task A_folder_without_terraform_files_is_named()
    {
        var empty = Directory.CreateDirectory(Path.Combine(repository.Path, "empty")).FullName;

        var error = await ErrorOfAsync("--infra", empty);

        Assert.Contains(empty, error[0], StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task A_port_in_use_is_named()
    {
        Programs.Require("terraform");
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        // The Lambda API is two above the first and is bound before the others, whose ports another test may hold.
        var error = await ErrorOfAsync("--port", $"{port - 2}");

        Assert.Equal($"error: port {port} is in use by another program, and the Lambda API needs it", error[0]);
        Assert.Contains("--port", error[1], StringComparison.Ordinal);
    }

    [Fact(Timeout = 900_000)]
    public async Task A_function_that_does_not_start_is_named()
    {
        Programs.Require("terraform");
        var broken = repository.Script("broken", "echo 'libdoesnotexist.so: cannot open' >&2\nexit 127");

        var error = await ErrorOfAsync("--port", "0", "--function", $"private-invoke-callee={broken}");

        Assert.Contains("private-invoke-callee", error[0], StringComparison.Ordinal);
    }

    private async Task<string[]> ErrorOfAsync(params string[] arguments)
    {
        var folder = repository.Desk();
        var host = await Verb.RunAsync(repository, folder, ["run", .. Host.In(repository, arguments)], Cancel);

        var lines = host.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var error = Array.FindIndex(lines, line => line.StartsWith("error:", StringComparison.Ordinal));

        Assert.True(host.ExitCode == 2, $"Exit code {host.ExitCode}. It printed:\n{host.Output}");
        Assert.True(error >= 0, $"No error line. It printed:\n{host.Output}");
        Assert.Equal(lines.Length - 2, error);
        Assert.False(File.Exists(Host.FileIn(folder)));
        return lines[error..];
    }
}
