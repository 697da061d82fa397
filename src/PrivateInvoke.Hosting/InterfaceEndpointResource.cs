using PrivateInvoke.Local;
using PrivateInvoke.Local.Endpoint;
using PrivateInvoke.Local.Lambda;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// The interface endpoint of a planned VPC, as its functions see it here, and the embedded Lambda behind it. What a caller sends arrives
/// where it would arrive in AWS; what AWS would drop or refuse is dropped or refused, and the log says at which hop. Each invoke path has
/// a health report.
/// </summary>
/// <param name="infra">Whose plan decides.</param>
public sealed class InterfaceEndpointResource(string name, TerraformResource infra) : Resource(name), IResourceWithWaitSupport
{
    public TerraformResource Infra { get; } = infra;

    /// <summary>Function name, address or label to the resource that runs it.</summary>
    internal Dictionary<string, string> Functions { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal Func<LambdaHost, string, Upstream>? Upstream { get; set; }

    /// <summary>Goes before <see cref="Upstream"/>: its address is known when the application runs.</summary>
    internal EndpointReference? UpstreamEndpoint { get; set; }

    /// <summary>The functions' runtimes attach to the upstream, and not to the embedded Lambda.</summary>
    internal bool AttachesUpstream { get; set; }

    internal Func<LocalOptions, LocalOptions> Options { get; set; } = static options => options;

    /// <summary>Every port is closed; completed as long as none was opened.</summary>
    internal Task Ended { get; set; } = Task.CompletedTask;

    internal TaskCompletionSource<LocalSystem> Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
