namespace PrivateInvoke.Plan;

/// <summary>A value that stands for one that AWS will assign.</summary>
/// <param name="IsUnique">It leads back to one attribute of one resource. An account number or a date does not.</param>
internal sealed record Symbol(string Value, bool IsUnique = true);
