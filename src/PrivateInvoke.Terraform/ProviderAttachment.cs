namespace PrivateInvoke.Terraform;

/// <summary>How terraform's commands are told of the provider that is kept, in place of one that each of them starts.</summary>
/// <param name="Variables">What they get; none where each has to start its own.</param>
/// <param name="Types">The types of the AWS provider that they are told of.</param>
internal sealed record ProviderAttachment(IReadOnlyDictionary<string, string?> Variables, IReadOnlySet<string> Types)
{
    public static ProviderAttachment None { get; } = new(new Dictionary<string, string?>(), new HashSet<string>());

    public bool IsNone => Variables.Count == 0;

    /// <summary>The folder that an apply holds, so that the provider stays until it has ended; null for a command that makes nothing.</summary>
    public string? Held { get; private init; }

    /// <summary>To a root module that has been installed. See docs/decisions/0014-one-provider-process.md.</summary>
    /// <param name="environment">The provider's.</param>
    /// <param name="more">What names types besides the user's files: those that are added to them, and a state.</param>
    public static async Task<ProviderAttachment> ToAsync(
        KeptProvider provider,
        Workspace workspace,
        ModuleTree tree,
        TerraformProduct product,
        IReadOnlyDictionary<string, string?> environment,
        IEnumerable<string> more,
        CancellationToken cancellationToken)
    {
        if (workspace.ProviderFile($"{product.Registry}/hashicorp/aws") is not { } file
            || !AwsProviders.AreUsed(tree))
            return None;

        var types = AwsProviders.Types([.. tree.Files.Concat(workspace.DownloadedFiles(product)).Select(read => read.Text), .. more]);
        if (await provider.AttachAsync(file, environment, types, workspace, cancellationToken).ConfigureAwait(false) is not { } attachment)
            return None;

        // The provider says its address in Terraform's registry, whoever started it.
        var named = attachment.Replace(TerraformProduct.Terraform.Registry, product.Registry, StringComparison.Ordinal);
        return new(new Dictionary<string, string?> { [ProviderProcess.Variable] = named }, types);
    }

    /// <summary>The same for Terraform's apply of what was planned with this provider: it goes on when this process is killed.</summary>
    public ProviderAttachment ForApply(KeptProvider provider, Workspace workspace) => !IsNone && provider.HandOver(workspace) is { } handed
        ? this with { Variables = new Dictionary<string, string?> { [ProviderProcess.Variable] = handed.Attachment }, Held = handed.Held }
        : None;
}
