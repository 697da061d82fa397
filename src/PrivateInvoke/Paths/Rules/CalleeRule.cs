using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>The callee has to exist, with the qualifier that is asked for, in the region whose API is called.</summary>
internal static class CalleeRule
{
    private const HopKind Kind = HopKind.Callee;

    public static IEnumerable<Hop> Judge(ApiCall call)
    {
        if (call.Callee is not { } callee)
            yield break;

        if (OtherRegion(call, callee) is { } region)
        {
            yield return InAnotherRegion(call, callee, region);
            yield break;
        }

        yield return callee switch
        {
            { Function: null } => Findings.Undecided(Kind, "CALLEE_NOT_IN_PLAN",
                $"{callee.End.Name} is not in this plan: whether it exists and takes calls is not known."),
            { Qualifier: { } qualifier, Function: { } function } when !Has(function, qualifier) => Findings.Undecided(Kind, "QUALIFIER_NOT_IN_PLAN",
                $"{function.Address} has no alias {qualifier} in this plan.", function.Address, null,
                $"Add resource \"aws_lambda_alias\" with name = \"{qualifier}\", or call the function unqualified."),
            _ => Findings.Passed(Kind, $"{callee.End.Address} is in this plan.", callee.End.Address),
        };
        foreach (var hop in Asked(callee))
            yield return hop;
    }

    /// <summary>The callee is in another region than the caller, and so is the API that invokes it.</summary>
    public static bool IsElsewhere(ApiCall call) => call.Callee is { } callee && OtherRegion(call, callee) is not null;

    /// <summary>What an invoke has to carry, which the code alone decides.</summary>
    private static IEnumerable<Hop> Asked(CalleeReference callee)
    {
        if (callee.Function is { NeedsTenant: true } tenanted)
            yield return Findings.Warning(Kind, "TENANT_ID_NEEDED", $"{tenanted.Address} is isolated by tenant: Lambda refuses an invoke without a tenant id.",
                "Have the code set TenantId in the invoke (X-Amz-Tenant-Id).", tenanted.Address, "tenancy_config");
        if (callee is { Function: { IsDurable: true } durable, Qualifier: null })
            yield return Findings.Warning(Kind, "QUALIFIER_NEEDED", $"{durable.Address} is durable: Lambda refuses an invoke that names no version or alias.",
                "Have the code invoke an alias or a version.", durable.Address, "durable_config");
    }

    /// <summary>Which region's client the caller's code makes is not in the plan; whether that region's API can be reached at all is.</summary>
    private static Hop InAnotherRegion(ApiCall call, CalleeReference callee, string region)
    {
        const string code = "CALLEE_IN_ANOTHER_REGION";
        var called = ApiHostRule.Judge(call).Host;
        var own = new ApiAddress.Regional(call.Service, call.Region.Text()!);
        var there = own with { Region = region };
        if (called == there)
            return Findings.Passed(Kind, $"{callee.End.Name} is in {region}, whose API the caller calls.", callee.End.Address);

        return called == own && call.Caller.VpcConfig.TryGet(out _) && Stop(call, callee, there) is { } stop
            ? Findings.Blocked(Kind, code,
                $"{callee.End.Name} is in {region}: the API of {own.Region} does not invoke it, and the caller does not get to {there.Name}: {stop}",
                $"Have the callee in {own.Region}, or give the caller a NAT gateway and its client the region {region}.", callee.End.Address)
            : Findings.Undecided(Kind, code,
                $"{callee.End.Name} is in {region}, whose API an endpoint of the caller's region does not serve.", callee.End.Address);
    }

    /// <summary>What stops every way to the other region's API; null where one may pass.</summary>
    private static string? Stop(ApiCall call, CalleeReference callee, ApiAddress.Regional host)
    {
        var there = ApiCall.Of(call.Model, call.Caller with { Region = host.Region }, callee, host.Service);
        var stops = NameRule.Judge(there, host).Destinations
            .Select(destination => NetworkHops.Of(there, destination).Hops.FirstOrDefault(hop => hop.Result is HopResult.Blocked)).ToArray();
        return Array.TrueForAll(stops, stop => stop is not null) ? stops[0]!.Message : null;
    }

    private static bool Has(Function function, string qualifier) =>
        qualifier == "$LATEST" || function.FunctionAliases.Any(alias => alias.Name.Text() == qualifier);

    private static string? OtherRegion(ApiCall call, CalleeReference callee)
    {
        var region = callee.Function?.Region.Text() ?? (callee.Arns is [var arn, ..] ? FunctionName.Parse(arn).Region : null);
        return region is not null && call.Region.TryGet(out var own) && own != region ? region : null;
    }
}
