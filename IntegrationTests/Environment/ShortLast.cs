using Xunit.Sdk;
using Xunit.v3;

namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>
/// What takes minutes starts first and what takes seconds last, so that at the end nobody waits for one test alone. Within these the
/// order differs from run to run, so that no test depends on another one.
/// </summary>
public sealed class ShortLast : ITestCollectionOrderer
{
    private static readonly string[] Long = [".DeployInterruptionTests", ".StackRecoveryTests"];

    private static readonly string[] Short = [".Conformance.", ".Plans.", ".Unread.", ".CaseTests", ".FaultTableTests", ".VerdictTests"];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    private static int Place(string name) => IsOne(Long, name) ? 0 : IsOne(Short, name) ? 2 : 1;

    private static bool IsOne(string[] parts, string name) => parts.Any(part => name.Contains(part, StringComparison.Ordinal));
}
