namespace PrivateInvoke;

/// <summary>
/// Something the user gave is wrong or missing, and the user can mend it. A host prints it as two lines and exits with code 2;
/// every other exception is a bug of ours.
/// </summary>
/// <param name="problem">The thing and the cause, one sentence: <c>'infra/main.tf' line 3 does not parse: …</c>.</param>
/// <param name="remedy">The way out, one sentence that starts with a verb.</param>
public sealed class ProblemException(string problem, string remedy, Exception? inner = null)
    : Exception(problem, inner)
{
    public string Problem => Message;

    public string Remedy { get; } = remedy;

    public override string ToString() => $"{Problem}{Environment.NewLine}{Remedy}";
}
