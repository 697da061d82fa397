using PrivateInvoke.Local.Endpoint.Faults;
using PrivateInvoke.Local;

namespace AppHost;

internal sealed record HostOptions
{
    /// <summary>The Terraform root module.</summary>
    public required string Infra { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Front door; endpoint and Lambda API follow it. 0: three free ports.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>The terraform program; null: the one on PATH.</summary>
    public string? Terraform { get; init; }

    /// <summary>Function name or Terraform address to a program of its own, before what the build recorded.</summary>
    public IReadOnlyDictionary<string, string> Programs { get; init; } = new Dictionary<string, string>();

    /// <summary>Abort a blocked connection at once rather than let it hang.</summary>
    public bool FailFast { get; init; }

    /// <summary>Refuse what is undecided.</summary>
    public bool Strict { get; init; }

    /// <summary>Lift the functions' timeouts.</summary>
    public bool NoTimeouts { get; init; }

    /// <summary>The Lambda API behind the interface endpoint.</summary>
    public LocalUpstream Upstream { get; init; } = new LocalUpstream.Embedded();

    /// <summary>Give callers a network of their own.</summary>
    public bool Isolate { get; init; }

    public IReadOnlyList<FaultOrder> Faults { get; init; } = [];

    /// <summary>Attach the functions to the Lambda Test Tool.</summary>
    public bool TestTool { get; init; }

    /// <summary>What the root module's <c>region</c> is set to, or infra/'s default.</summary>
    public string Region => Variables.GetValueOrDefault("region", "ap-northeast-1");

    /// <summary>Where <c>artifacts/</c> is.</summary>
    public required string Repository { get; init; }
}
