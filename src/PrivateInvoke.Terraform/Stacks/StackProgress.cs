namespace PrivateInvoke.Terraform.Stacks;

/// <summary>Hands terraform's events on to the log, and keeps what a verb's result is made of.</summary>
/// <param name="counted">Gets how many changes are done, after each.</param>
internal sealed class StackProgress(IProgress<TerraformProgress>? log, Action<int>? counted = null) : IProgress<TerraformProgress>
{
    private readonly List<StackChange> _changes = [];
    private readonly List<string> _drifted = [];
    private readonly HashSet<string> _deleted = [];
    private readonly HashSet<string> _read = [];
    private int _done;

    public IReadOnlyList<StackChange> Changes => _changes;

    public IReadOnlyList<string> Drifted => _drifted;

    /// <summary>Every resource of AWS that the state tells of has been deleted: whoever had them has forgotten everything.</summary>
    public bool IsAllGone => _read.Count > 0 && _read.IsSubsetOf(_deleted);

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
                if (drift.Action == "delete")
                    _deleted.Add(drift.Address);
                break;

            // A refresh has no action; a data source's reading has.
            case TerraformProgress.ResourceStarted { Action: "" } read when IsOfAws(read.Address):
                _read.Add(read.Address);
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

    private static bool IsOfAws(string address) =>
        address.StartsWith("aws_", StringComparison.Ordinal) || address.Contains(".aws_", StringComparison.Ordinal);
}
