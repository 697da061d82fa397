using PrivateInvoke.Cloud;

namespace PrivateInvoke.Paths;

/// <summary>Whom a role invokes, as far as the resources that it may invoke tell.</summary>
internal static class PolicyResources
{
    private const string Every = "*";

    /// <summary>Stands for whichever alias or version it is.</summary>
    private const string AnyAlias = "any-alias";

    /// <summary>
    /// A function whose own ARN is there is called by its name, whatever stands beside it. One that is there with aliases or versions
    /// only is called by those.
    /// </summary>
    public static IEnumerable<CalleeReference> Callees(FunctionsNamed names, IEnumerable<string> resources) =>
        from resource in resources.Distinct()
        let named = Named(names, resource)
        where named is not null
        group named.Value by named.Value.Callee.Function?.Address ?? FunctionName.Parse(named.Value.Callee.Arns[0]).Base into same
        from callee in Called([.. same])
        select callee;

    private static (CalleeReference Callee, bool HasEvery)? Named(FunctionsNamed names, string resource)
    {
        var isAny = resource.EndsWith(":" + Every, StringComparison.Ordinal) && FunctionName.Parse(resource).Qualifier is Every;
        var plain = isAny ? FunctionName.Parse(resource).Base : resource;
        return FunctionName.IsFunctionArn(plain) && plain.AsSpan().IndexOfAny('*', '?') < 0 && !plain.Contains("${", StringComparison.Ordinal)
            && names.One(plain) is { } callee ? (callee, isAny) : null;
    }

    private static CalleeReference[] Called((CalleeReference Callee, bool HasEvery)[] same)
    {
        var told = same.Where(named => !named.HasEvery).Select(named => named.Callee).DistinctBy(callee => callee.Qualifier).ToArray();
        return Array.Find(told, callee => callee.Qualifier is null) is { } unqualified ? [unqualified]
            : told.Length > 0 ? told
            : [same[0].Callee with { OtherQualifiers = [AnyAlias] }];
    }
}
