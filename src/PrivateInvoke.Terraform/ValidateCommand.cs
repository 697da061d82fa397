using System.Text.Json;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Terraform;

public sealed record ValidateOptions
{
    /// <summary>False: leaves the test files out.</summary>
    public bool Tests { get; init; } = true;

    public string? TestDirectory { get; init; }
}

public sealed record ValidateOutcome(bool IsValid, IReadOnlyList<TerraformDiagnostic> Diagnostics);

/// <summary><c>terraform validate</c></summary>
public static class ValidateCommand
{
    public static IReadOnlyList<string> Arguments(ValidateOptions options)
    {
        List<string> arguments = ["validate", "-json"];
        if (!options.Tests)
            arguments.Add("-no-tests");
        if (options.TestDirectory is not null)
            arguments.Add($"-test-directory={options.TestDirectory}");

        return arguments;
    }

    public static async Task<ValidateOutcome> ValidateAsync(this TerraformCli terraform, ValidateOptions options, CancellationToken cancellationToken)
    {
        // One document, also with exit code 1: an invalid configuration is an answer.
        JsonElement json = default;
        var (exitCode, errorText) = await terraform.RunAsync(
            "validate", Arguments(options), TimeSpan.Zero, ReadAsync, cancellationToken)
            .ConfigureAwait(false);
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("valid", out var valid))
            throw new TerraformException("validate", exitCode, [], errorText);

        return new ValidateOutcome(
            valid.GetBoolean(),
            json.TryGetProperty("diagnostics", out var diagnostics)
                ? [.. diagnostics.EnumerateArray().Select(TerraformDiagnostic.Read)]
                : []);

        async Task ReadAsync(Stream output, CancellationToken token)
        {
            var stream = new JsonWalker(output);
            if (await stream.ReadAsync(token).ConfigureAwait(false))
                json = await stream.ValueAsync(token).ConfigureAwait(false);

            await output.CopyToAsync(Stream.Null, token).ConfigureAwait(false);
        }
    }
}
