namespace PrivateInvoke.Terraform.Stacks;

/// <summary>Compares what is there with the state: what was changed behind terraform's back, and which of that is an emulator's own doing.</summary>
internal sealed class StackDrift(StackRun run, StackOptions options, IProgress<TerraformProgress>? log)
{
    /// <exception cref="ProblemException">Nothing is deployed, or the comparison cannot be made.</exception>
    public async Task<StackState.Drifted> FindAsync(CancellationToken cancellationToken)
    {
        // Outputs speak of what there is none of: terraform would quote them.
        if ((await run.AddressesAsync(cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            throw new ProblemException(
                $"Nothing of '{options.Name}' is deployed at {options.EndpointUrl ?? "AWS"}, as far as its state tells.",
                "Deploy first, with the same --endpoint-url and backend.");
        }

        var progress = new StackProgress(log);
        try
        {
            await run.ReadAsync(
                terraform =>
                {
                    progress = new StackProgress(log);
                    return terraform(progress).PlanAsync(
                        new PlanOptions { RefreshOnly = true, Out = run.Folder.DriftFile, VariableFiles = run.VariableFiles }, cancellationToken);
                },
                cancellationToken).ConfigureAwait(false);
            return Drifted(progress) with { EmulatorsOwn = await EmulatorsOwnAsync(progress.Drifted, cancellationToken).ConfigureAwait(false) };
        }
        catch (TerraformException exception) when (exception.FirstError.File is not null)
        {
            // Something that outputs speak of has been deleted by hand. A plan would make it again, and so can be made where a comparison
            // alone cannot; it tells of drift too.
            var whole = new StackProgress(log);
            await run.Terraform(whole).PlanAsync(new PlanOptions { VariableFiles = run.VariableFiles }, cancellationToken).ConfigureAwait(false);
            return whole.Drifted is [] ? throw StackProblem.OfComparison(exception, options) : Drifted(whole);
        }
        finally
        {
            File.Delete(run.Folder.DriftFile);
        }
    }

    private static StackState.Drifted Drifted(StackProgress progress) => new(progress.Drifted) { IsGone = progress.IsAllGone };

    private async Task<IReadOnlyList<string>> EmulatorsOwnAsync(IReadOnlyList<string> drifted, CancellationToken cancellationToken) =>
        options.EndpointUrl is not null && drifted.Any(address => address.Contains(EmulatorDifference.Type, StringComparison.Ordinal))
            ? EmulatorDifference.Of(await run.ShowAsync(new ShowOptions { Path = run.Folder.DriftFile }, cancellationToken).ConfigureAwait(false))
            : [];
}
