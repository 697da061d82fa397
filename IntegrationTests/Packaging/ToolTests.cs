using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Packaging;

/// <summary>The check verb as a <c>dotnet tool</c>, where nothing of this repository is.</summary>
public sealed class ToolTests
{
    /// <summary>Somebody else's: other names, another region, everything in one file, and no rule to the endpoint.</summary>
    private const string SomebodyElses = """
        provider "aws" { region = "eu-central-1" }

        resource "aws_vpc" "main" {
          cidr_block           = "172.20.0.0/20"
          enable_dns_support   = true
          enable_dns_hostnames = true
        }
        resource "aws_subnet" "a" {
          vpc_id     = aws_vpc.main.id
          cidr_block = "172.20.1.0/24"
        }
        resource "aws_security_group" "orders" {
          vpc_id = aws_vpc.main.id
        }
        resource "aws_security_group" "endpoints" {
          vpc_id = aws_vpc.main.id
          ingress {
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["172.20.0.0/20"]
          }
        }
        resource "aws_vpc_endpoint" "lambda" {
          vpc_id              = aws_vpc.main.id
          service_name        = "com.amazonaws.eu-central-1.lambda"
          vpc_endpoint_type   = "Interface"
          private_dns_enabled = true
          subnet_ids          = [aws_subnet.a.id]
          security_group_ids  = [aws_security_group.endpoints.id]
        }
        resource "aws_iam_role" "orders" {
          assume_role_policy = jsonencode({
            Version   = "2012-10-17"
            Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
          })
        }
        resource "aws_iam_role_policy_attachment" "vpc" {
          role       = aws_iam_role.orders.name
          policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
        }
        resource "aws_iam_role_policy" "prices" {
          role = aws_iam_role.orders.id
          policy = jsonencode({
            Version   = "2012-10-17"
            Statement = [{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = [aws_lambda_function.prices.arn, "${aws_lambda_function.prices.arn}:*"] }]
          })
        }
        resource "aws_lambda_function" "orders" {
          function_name = "orders"
          role          = aws_iam_role.orders.arn
          runtime       = "python3.12"
          handler       = "app.handler"
          filename      = "orders.zip"
          vpc_config {
            subnet_ids         = [aws_subnet.a.id]
            security_group_ids = [aws_security_group.orders.id]
          }
        }
        resource "aws_lambda_function" "prices" {
          function_name = "prices"
          role          = aws_iam_role.orders.arn
          runtime       = "nodejs22.x"
          handler       = "index.handler"
          filename      = "prices.zip"
        }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task Installed_in_an_empty_folder_it_judges_somebody_elses_Terraform()
    {
        Programs.Require("terraform");
        var folder = Directory.CreateTempSubdirectory("private-invoke-tool-").FullName;
        try
        {
            var tool = await InstallAsync(folder);
            var theirs = Directory.CreateDirectory(Path.Combine(folder, "theirs")).FullName;
            await File.WriteAllTextAsync(Path.Combine(theirs, "main.tf"), SomebodyElses, Cancel);

            await using var check = RunningProgram.Start(tool, ["check", "--infra", "."], theirs, Environment(folder));
            var exitCode = await check.ExitCodeAsync(Cancel);

            Assert.True(exitCode == 1, $"Exit code {exitCode}. It printed:\n{check.Output}");
            Assert.Contains("orders -> prices: Blocked", check.Printed, StringComparison.Ordinal);
            Assert.Contains("✗ caller egress", check.Printed, StringComparison.Ordinal);
            Assert.Contains("aws_security_group.orders", check.Printed, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> InstallAsync(string folder)
    {
        var feed = Directory.CreateDirectory(Path.Combine(folder, "feed")).FullName;
        var built = Programs.Cli;
        // …/bin/Debug/net10.0/private-invoke.dll
        var configuration = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(built)))!;
        // A build folder of its own: this test's packages are gone when it ends, and the repository's own build must not refer to them.
        await RunAsync(
            folder, "pack", Path.Combine(Programs.Repository, "src", "PrivateInvoke.Cli", "PrivateInvoke.Cli.csproj"), "-c", configuration,
            "-o", feed, "--artifacts-path", Path.Combine(folder, "build"), "-nodeReuse:false");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nuget.config"),
            $"""<configuration><packageSources><clear /><add key="here" value="{feed}" /></packageSources></configuration>""",
            Cancel);
        var target = Path.Combine(folder, "tools");
        await RunAsync(folder, "tool", "install", "PrivateInvoke.Tool", "--tool-path", target, "--configfile", Path.Combine(folder, "nuget.config"));
        return Path.Combine(target, OperatingSystem.IsWindows() ? "private-invoke.exe" : "private-invoke");
    }

    private static async Task RunAsync(string folder, params string[] arguments)
    {
        await using var dotnet = RunningProgram.Start(Programs.Dotnet, arguments, folder, Environment(folder));
        var exitCode = await dotnet.ExitCodeAsync(Cancel);

        Assert.True(exitCode == 0, $"dotnet {arguments[0]}: exit code {exitCode}. It printed:\n{dotnet.Output}");
    }

    /// <summary>Nothing is taken from, or left in, the machine's own package folder.</summary>
    private static Dictionary<string, string?> Environment(string folder) => new()
    {
        ["NUGET_PACKAGES"] = Path.Combine(folder, "packages"),
        ["DOTNET_ROOT"] = Path.GetDirectoryName(Programs.Dotnet),
        ["DOTNET_NOLOGO"] = "1",
    };
}
