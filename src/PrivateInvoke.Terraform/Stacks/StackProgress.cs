namespace PrivateInvoke.Terraform.Stacks;

/// <summary>Hands terraform's events on to the log, and keeps what a verb's result is made of.</summary>
/// <param name="counted">Gets how many changes are done, after each.</param>
internal sealed class StackProgress(IProgress<TerraformProgress>? log, Action<int>? counted = null) : IProgress<TerraformProgress>
{
    private readonly List<StackChange> _changes = [];
    private readonly List<string> _drifted = [];
    private int _done;

    public IReadOnlyList<StackChange> Changes => _changes;

    public IReadOnlyList<string> Drifted => _drifted;

    /// <summary>How many changes of resource instances the command itself has planned.</summary>
    public int Planned { get; private set; }

    public void Report(TerraformProgress value)
    {
        switch (value)
        {
            case TerraformProgress.ChangePlanned change:
                _changes.Add(new StackChange(change.Address, change.Action));
                break;
            case TerraformProgress.DriftFound drift when !_drifted.Contains(drift.Address):
                _drifted.Add(drift.Address);
                break;
            case TerraformProgress.ChangesCounted { Operation: "plan" } plan:
                Planned = plan.Add + plan.Change + plan.Remove;
                counted?.Invoke(_done);
                break;
            case TerraformProgress.ResourceEnded { Action: "create" or "update" or "delete" }:
                counted?.Invoke(++_done);
                break;
        }

        // After the count: a log can say how far it is.
        log?.Report(value);
    }
}
