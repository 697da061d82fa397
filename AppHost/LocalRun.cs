using PrivateInvoke.Local;
using PrivateInvoke.Plan;

namespace AppHost;

/// <summary>From the command line's options to the system that runs here.</summary>
internal static class LocalRun
{
    public static LocalOptions Of(HostOptions options, PlanDocument plan) => new()
    {
        Plan = plan,
        Programs = Plans.Programs(options),
        Port = options.Port,
        FailFast = options.FailFast,
        Strict = options.Strict,
        NoTimeouts = options.NoTimeouts,
        Upstream = options.Upstream,
        Isolate = options.Isolate,
        Faults = options.Faults,
    };
}
