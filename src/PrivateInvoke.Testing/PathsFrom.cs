using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;

namespace PrivateInvoke.Testing;

/// <summary>The paths of one caller, or of several.</summary>
public sealed class PathsFrom
{
    private readonly CloudModel _model;
    private readonly string _caller;

    internal PathsFrom(CloudModel model, string caller)
    {
        _model = model;
        _caller = caller;
    }

    /// <param name="callee">As the caller, or the ARN of a function elsewhere. Both are named, so the plan need not say that one invokes the other.</param>
    /// <exception cref="ProblemException">No function of the plan has such a name; the message has those that it has.</exception>
    public PathAssertion To(string callee)
    {
        ArgumentException.ThrowIfNullOrEmpty(callee);
        return new PathAssertion($"{_caller} -> {callee}", PathFinder.Find(_model, new PathQuery { Caller = _caller, Callee = callee }));
    }

    /// <param name="service">Another AWS API than Lambda, as in <c>com.amazonaws.REGION.SERVICE</c>: <c>s3</c>, <c>secretsmanager</c>.</param>
    /// <exception cref="ProblemException">No AWS service has that name; the message has the nearest.</exception>
    public PathAssertion ToService(string service)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        return new PathAssertion($"{_caller} -> {service}", PathFinder.Find(_model, new PathQuery { Caller = _caller, Service = service }));
    }
}
