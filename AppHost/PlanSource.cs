using PrivateInvoke.Plan;

namespace AppHost;

/// <summary>Where a verb's plan comes from.</summary>
internal abstract record PlanSource
{
    private PlanSource()
    {
    }

    /// <summary>As it was given: for messages.</summary>
    public abstract string Name { get; }

    public abstract Task<PlanDocument> ReadAsync(CancellationToken cancel);

    /// <summary>A root module, to be planned.</summary>
    public sealed record Folder(HostOptions Options) : PlanSource
    {
        public override string Name => Path.GetRelativePath(Directory.GetCurrentDirectory(), Options.Infra);

        public override async Task<PlanDocument> ReadAsync(CancellationToken cancel) => (await Plans.PlanAsync(Options, cancel)).Plan;
    }

    /// <summary>A plan or state in JSON; <c>-</c> is standard input.</summary>
    public sealed record File(string Path) : PlanSource
    {
        public override string Name => Path;

        public override Task<PlanDocument> ReadAsync(CancellationToken cancel) => PlanFile.ReadAsync(Path, cancel);
    }
}
