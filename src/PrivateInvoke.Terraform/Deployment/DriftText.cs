using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.Terraform.Deployment;

/// <summary>Drift in words.</summary>
public static class DriftText
{
    /// <param name="place">Such as <c>AWS</c> or <c>http://localhost:4566</c>.</param>
    /// <returns>One line for each resource, or one for all that are gone.</returns>
    public static IEnumerable<string> Lines(StackState.Drifted drift, string place) => drift.IsGone
        ? [Gone(place)]
        : drift.Addresses.Select(address => drift.EmulatorsOwn.Contains(address)
            ? $"{address} (the emulator's own: it leaves Version out of the policy, and nobody has changed it)"
            : address);

    public static string Gone(string place) =>
        $"Nothing of it is there any more at {place}, as after an emulator was started anew. deploy makes it again.";
}
