namespace PrivateInvoke.Terraform;

public sealed record ImportOptions : VariableArguments
{
    public required string Address { get; init; }

    /// <summary>What the provider knows the object by, which for some resource types is not the attribute <c>id</c>.</summary>
    public required string Id { get; init; }
}

public sealed partial class TerraformCli
{
    public static IReadOnlyList<string> ImportArguments(ImportOptions options) =>
        ["import", "-input=false", "-no-color", .. options.Arguments(), options.Address, options.Id];

    /// <summary>Takes what is there into the state.</summary>
    /// <exception cref="TerraformException"/>
    public async Task ImportAsync(ImportOptions options, CancellationToken cancellationToken)
    {
        var (exitCode, errorText) = await RunAsync(
            "import", ImportArguments(options), Grace, static (output, token) => output.CopyToAsync(Stream.Null, token), cancellationToken)
            .ConfigureAwait(false);
        if (exitCode != 0)
            throw new TerraformException("import", exitCode, [], errorText);
    }
}
