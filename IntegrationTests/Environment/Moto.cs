namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>A control plane of AWS on loopback. It runs no function.</summary>
internal sealed class Moto : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private Moto(RunningProgram program, Uri address)
    {
        _program = program;
        Address = address;
    }

    public Uri Address { get; }

    public int Id => _program.Id;

    /// <summary>For a client, or for terraform.</summary>
    public Dictionary<string, string?> Environment => new()
    {
        ["AWS_ENDPOINT_URL"] = Address.ToString().TrimEnd('/'),
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    public static async Task<Moto> StartAsync(CancellationToken cancel)
    {
        var server = Programs.Require("moto_server");
        var program = RunningProgram.Start(
            server, ["-H", "127.0.0.1", "-p", "0"], Path.GetTempPath(),
            new Dictionary<string, string?> { ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true", ["PYTHONUNBUFFERED"] = "1" });
        try
        {
            const string running = "Running on ";
            var line = await program.LineAsync(line => line.Contains(running, StringComparison.Ordinal), cancel);
            return new Moto(program, new Uri(line[(line.IndexOf(running, StringComparison.Ordinal) + running.Length)..].Trim()));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the aws command prints; skips the test where there is none.</summary>
    public async Task<string> AwsAsync(string region, CancellationToken cancel, params IEnumerable<string> arguments)
    {
        var environment = Environment;
        environment["AWS_DEFAULT_REGION"] = region;
        environment["AWS_PAGER"] = "";
        await using var aws = RunningProgram.Start(
            Programs.Require("aws"), [.. arguments, "--output", "text"], Path.GetTempPath(), environment);
        Assert.True(await aws.ExitCodeAsync(cancel) == 0, aws.Output);
        return aws.Printed.Trim();
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
