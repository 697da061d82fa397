namespace PrivateInvoke.Terraform;

/// <summary><c>terraform force-unlock</c></summary>
public static class UnlockCommand
{
    public static IReadOnlyList<string> Arguments(string id) => ["force-unlock", "-force", id];

    /// <summary>Frees a state's lock whose holder is gone. It asks nobody.</summary>
    /// <exception cref="TerraformException"/>
    public static async Task UnlockAsync(this TerraformCli terraform, string id, CancellationToken cancellationToken)
    {
        var (exitCode, errorText) = await terraform.RunAsync(
            "force-unlock", Arguments(id), terraform.Grace, static (output, token) => output.CopyToAsync(Stream.Null, token), cancellationToken)
            .ConfigureAwait(false);
        if (exitCode != 0)
            throw new TerraformException("force-unlock", exitCode, [], errorText);
    }
}
