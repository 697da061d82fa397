namespace PrivateInvoke.Plan;

/// <summary>Where a block is written.</summary>
/// <param name="File">Relative, with forward slashes; absolute where the file lies elsewhere.</param>
/// <param name="Line">From 1; 0 where the file is JSON, whose lines are not counted.</param>
public sealed record SourceLocation(string File, int Line);
