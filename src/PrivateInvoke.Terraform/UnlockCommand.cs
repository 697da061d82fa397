namespace PrivateInvoke.Terraform;

public sealed partial class TerraformCli
{
    public static IReadOnlyList<string> UnlockArguments(string id) => ["force-unlock", "-force", id];

    /// <summary>Frees a state's lock whose holder is gone. It asks nobody.</summary>
    /// <exception cref="TerraformException"/>
    public async Task UnlockAsync(string id, CancellationToken cancellationToken)
    {
        var (exitCode, errorText) = await RunAsync(
            "force-unlock", UnlockArguments(id), Grace, static (output, token) => output.CopyToAsync(Stream.Null, token), cancellationToken)
            .ConfigureAwait(false);
        if (exitCode != 0)
            throw new TerraformException("force-unlock", exitCode, [], errorText);
    }
}
