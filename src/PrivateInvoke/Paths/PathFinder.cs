using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths;

/// <summary>Finds who calls whom, and judges each path.</summary>
public static class PathFinder
{
    public static IReadOnlyList<InvokePath> Find(CloudModel model) => Find(model, new PathQuery());

    /// <exception cref="ProblemException">A pattern matches no function.</exception>
    public static IReadOnlyList<InvokePath> Find(CloudModel model, PathQuery query)
    {
        if (!AwsServices.Has(query.Service) && model.Endpoints.All(endpoint => endpoint.Serves(query.Service, model.Region) is not Truth.Yes))
            throw new ProblemException(
                $"No AWS service is called '{query.Service}'; the nearest name is '{AwsServices.Nearest(query.Service)}'.",
                "Name it as its endpoint does, as in com.amazonaws.REGION.SERVICE.");

        var callers = query.Caller is null ? null : FunctionPattern.Match(model, query.Caller);
        if (query.Service != "lambda")
        {
            return UnusableEndpoints.Mark(model, query.Service,
                [.. (callers ?? InVpcs(model)).Select(caller => PathJudge.Judge(model, caller, null, query.Service))]);
        }

        var callees = query.Callee is null || FunctionName.IsFunctionArn(query.Callee) ? null : FunctionPattern.Match(model, query.Callee);
        var outside = query.Callee is not null && callees is null;
        var pairs = Evidence.Find(model, callees)
            .Where(pair => callers is null || callers.Contains(pair.Caller))
            .Where(pair => callees is null || (pair.Callee?.Function is { } function && callees.Contains(function)))
            .Where(pair => !outside || pair.Callee?.Arns.Contains(query.Callee) == true)
            .ToList();

        // Asked for by name, a pair needs no evidence.
        if (pairs.Count == 0 && query.Callee is not null)
            pairs.AddRange(Named(model, callers, callees, query.Callee));
        return UnusableEndpoints.Mark(model, query.Service, Loops.Mark(model,
            [.. pairs.Select(pair => (pair.Callee is { } callee ? PathJudge.Judge(model, pair.Caller, callee) : ToAny(model, pair.Caller), pair.IsNamed))]));
    }

    /// <summary>To Lambda's API alone: which function it is that the caller invokes there is not known.</summary>
    private static InvokePath ToAny(CloudModel model, Function caller) => PathJudge.Judge(model, caller, null, "lambda") is var path
        ? path with
        {
            Callee = PathEnd.AnyFunction,
            Hops = [.. path.Hops.Append(Findings.NotApplicable(HopKind.Callee,
                $"A policy lets {caller.Address} invoke every function, and nothing says which it does: the way to the API is judged. Ask for one with --callee.")).OrderBy(hop => hop.Kind)],
        }
        : path;

    private static IEnumerable<(Function, CalleeReference?, bool)> Named(
        CloudModel model, IReadOnlyList<Function>? callers, IReadOnlyList<Function>? callees, string callee) =>
        from caller in callers ?? InVpcs(model)
        from reference in callees?.Where(function => function.Address != caller.Address || callees.Count == 1).Select(function => CalleeReference.Of(function))
            ?? [CalleeReference.Outside(callee)]
        select (caller, (CalleeReference?)reference, true);

    /// <summary>What lies between a function and an API is its VPC; where no function has one, each is asked about.</summary>
    private static Function[] InVpcs(CloudModel model)
    {
        Function[] inVpcs = [.. model.Functions.Where(function => function.VpcConfig is not Plan.Planned<VpcConfig>.Absent)];
        return inVpcs is [] ? [.. model.Functions] : inVpcs;
    }
}

/// <summary>Which paths to judge; what is left out is found by evidence.</summary>
public sealed record PathQuery
{
    /// <summary>A Terraform address, a function's name, or either with <c>*</c>.</summary>
    public string? Caller { get; init; }

    /// <summary>As <see cref="Caller"/>, or the ARN of a function that is not in the plan.</summary>
    public string? Callee { get; init; }

    /// <summary>Another service than lambda asks for the way to its API alone.</summary>
    public string Service { get; init; } = "lambda";
}
