namespace PrivateInvoke.Testing;

/// <summary>An expectation that does not hold. Every test framework takes an exception for a failure, and its message is the report.</summary>
public sealed class PathAssertionException(string message) : Exception(message), IAssertionException;

/// <summary>xunit.v3 knows a failed assertion from an error by this interface's name, wherever it is declared.</summary>
internal interface IAssertionException;
