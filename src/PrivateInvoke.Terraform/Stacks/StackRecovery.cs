namespace PrivateInvoke.Terraform.Stacks;

/// <summary>
/// Takes into the state what a killed apply has made and not written: to a state elsewhere terraform writes every 20 seconds only,
/// and nowhere what it is still making. Without it the next apply would make the same again, or fail because it is there.
/// </summary>
internal sealed class StackRecovery(StackRun run, IProgress<TerraformProgress>? log)
{
    public async Task TakeInAsync(IReadOnlyList<MadeResource> made, CancellationToken cancellationToken)
    {
        var known = await run.AddressesAsync(cancellationToken).ConfigureAwait(false);
        var file = Path.Combine(run.Folder.Workspace.Root, ImportFile.Name);
        try
        {
            var missing = made.Where(resource => !known.Contains(resource.Address)).ToLookup(ImportId.IsToldByPlan);
            await ImportAsync(file, [.. missing[false]], cancellationToken).ConfigureAwait(false);
            File.Delete(file);
            await ImportAsync(file, await WithIdsAsync([.. missing[true]], cancellationToken).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Whatever these depend on was made before them: a plan of them alone makes nothing that is new.</summary>
    private async Task ImportAsync(string file, IReadOnlyList<MadeResource> made, CancellationToken cancellationToken)
    {
        while (made.Count > 0)
        {
            await File.WriteAllTextAsync(file, ImportFile.Text(made), cancellationToken).ConfigureAwait(false);
            try
            {
                await PlanAsync(made, cancellationToken).ConfigureAwait(false);
                await run.ApplyAsync(run.HasReadAttached, log, cancellationToken).ConfigureAwait(false);
                foreach (var resource in made)
                    Notice($"{Name(resource)}, which a killed apply had made, has been taken into the state.");

                return;
            }
            catch (TerraformException exception) when (exception.Command == "plan" && HeldLock.In(exception) is null)
            {
                // A provider's own words about an id often name no resource: then each is tried alone.
                var failing = made.Count == 1 ? made.ToHashSet() : ImportFile.Failing(made, exception.Diagnostics);
                if (failing.Count == 0)
                {
                    foreach (var resource in made)
                        await ImportAsync(file, [resource], cancellationToken).ConfigureAwait(false);

                    return;
                }

                foreach (var resource in failing)
                {
                    Notice(resource.IsDone
                        ? $"{Name(resource)} was made by a killed apply and cannot be taken into the state: {exception.FirstError.Summary}"
                        : $"{resource.Address} was being made when terraform was killed, and is not there.");
                }

                made = [.. made.Where(resource => !failing.Contains(resource))];
            }
        }
    }

    /// <summary>What they depend on is in the state by now, so a plan that would make them again tells by what each is imported.</summary>
    private async Task<IReadOnlyList<MadeResource>> WithIdsAsync(IReadOnlyList<MadeResource> told, CancellationToken cancellationToken)
    {
        if (told.Count == 0)
            return [];

        await PlanAsync(told, cancellationToken).ConfigureAwait(false);
        var named = ImportId.Of(told, await run.ShowAsync(new ShowOptions { Path = run.Folder.PlanFile }, cancellationToken).ConfigureAwait(false));
        foreach (var resource in told.ExceptBy(named.Select(resource => resource.Address), resource => resource.Address))
        {
            Notice(resource.IsDone
                ? $"{Name(resource)} was made by a killed apply and cannot be taken into the state: what it connects is not known."
                : $"{resource.Address} was being made when terraform was killed. If it is there, it is not in the state.");
        }

        return named;
    }

    private async Task PlanAsync(IReadOnlyList<MadeResource> made, CancellationToken cancellationToken) => await run.ReadAsync(
        terraform => terraform(log).PlanAsync(
            new PlanOptions
            {
                Out = run.Folder.PlanFile,
                Targets = [.. made.Select(resource => resource.Address)],
                VariableFiles = run.VariableFiles,
            },
            cancellationToken),
        cancellationToken).ConfigureAwait(false);

    private void Notice(string text) => log?.Report(new TerraformProgress.Notice(text));

    private static string Name(MadeResource resource) => resource.Id.Length > 0 ? $"{resource.Address} ({resource.Id})" : resource.Address;
}
