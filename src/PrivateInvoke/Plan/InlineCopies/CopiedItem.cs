namespace PrivateInvoke.Plan.InlineCopies;

/// <summary>Items of a list that are told apart by a key.</summary>
internal static class CopiedItem
{
    /// <param name="keys">Names of the key in the list's blocks, and in the resource of its own; any that is set has to be equal.</param>
    public static PlannedValue WithoutBlock(PlannedValue blocks, PlannedObject former, params (string Copied, string Own)[] keys) =>
        Without(blocks, item => item is PlannedValue.Object { Value: var block }
            && keys.Any(key => former.Known(key.Own) is { } own && block.Known(key.Copied) == own));

    public static PlannedValue WithoutText(PlannedValue texts, string? former) =>
        Without(texts, item => item is PlannedValue.Text text && text.Value == former);

    /// <summary>A text or number that is there; an empty one is not.</summary>
    public static string? Known(this PlannedObject values, string attribute) =>
        values.Text(attribute) is Planned<string>.Known { Value: { Length: > 0 } text } ? text : null;

    private static PlannedValue Without(PlannedValue value, Func<PlannedValue, bool> isCopy) =>
        value is PlannedValue.List list ? new PlannedValue.List([.. list.Items.Where(item => !isCopy(item))]) : value;
}
