using System.Text.Json;

namespace PrivateInvoke.Terraform.Stacks;

public sealed partial class Stack
{
    /// <summary>
    /// Takes into the state what a killed apply has made and not written: to a state elsewhere terraform writes every 20 seconds only.
    /// Without it the next apply would make the same again, or fail because it is there.
    /// </summary>
    private async Task RecoverAsync(StackRun run, FormerRun former, CancellationToken cancellationToken)
    {
        if (run.IsStateHere || former.Made() is not { Count: > 0 } made)
        {
            former.Forget();
            return;
        }

        await ReadyAsync(run, cancellationToken).ConfigureAwait(false);
        JsonElement state = default;
        await run.Terraform(Log).ShowAsync(
            new ShowOptions(), async (json, token) => state = await json.ValueAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        var known = StateAddresses.Of(state);
        foreach (var resource in made.Where(resource => !known.Contains(resource.Address)))
        {
            try
            {
                await run.Terraform(Log).ImportAsync(
                    new ImportOptions { Address = resource.Address, Id = resource.Id, VariableFiles = run.VariableFiles }, cancellationToken)
                    .ConfigureAwait(false);
                Log?.Report(new TerraformProgress.Notice($"{resource.Address} ({resource.Id}), which a killed apply had made, has been taken into the state."));
            }
            catch (TerraformException exception) when (!HeldLock.IsAboutLock(exception.ErrorText))
            {
                Log?.Report(new TerraformProgress.Notice(
                    $"{resource.Address} ({resource.Id}) was made by a killed apply and could not be taken into the state: {Sentence(exception)}"));
            }
        }

        former.Forget();
    }

    private static string Sentence(TerraformException exception) =>
        exception.ErrorText.Split('\n').FirstOrDefault(line => line.StartsWith("Error", StringComparison.Ordinal)) ?? exception.Message;
}
