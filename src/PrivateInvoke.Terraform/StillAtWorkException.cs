using System.Diagnostics.CodeAnalysis;

namespace PrivateInvoke.Terraform;

/// <summary>A command was interrupted and has not ended: it does its work to its end, and nobody waits for it.</summary>
[SuppressMessage("Design", "CA1032", Justification = "One place throws it.")]
[SuppressMessage("Design", "CA1064", Justification = "Outside it is what it derives from.")]
internal sealed class StillAtWorkException(string message) : OperationCanceledException(message);
