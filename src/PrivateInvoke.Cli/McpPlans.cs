using PrivateInvoke.Cloud;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cli;

/// <summary>The plans that a client asks about. A file that has not changed is read once.</summary>
/// <param name="usual">What is asked about where a call names neither.</param>
/// <param name="module">How a folder is planned.</param>
internal sealed class McpPlans(PlanSource usual, RootModule module)
{
    private readonly Lock _gate = new();
    private (string File, DateTime Written, long Length, ReadPlan Plan)? _last;

    /// <summary>As the command line has it, or with another folder.</summary>
    public RootModule Module(string? infra) => infra is null ? module : module with { Directory = module.Terminal.Full(infra) };

    public PlanSource Source(string? plan, string? infra) => (plan, infra) switch
    {
        (not null, not null) => throw new ProblemException($"'{plan}' is a plan already, and infra names what to plan.", "Leave one of the two out."),
        // What a client sends is on standard input.
        ("-", _) => throw new ProblemException("A plan cannot come from standard input, which is the client's.", "Write it to a file, and name that."),
        ({ } file, _) => new PlanSource.File(file, module.Terminal),
        (_, { } folder) => new PlanSource.Folder(Module(folder)),
        _ => usual is PlanSource.File { Path: "-" } ? throw new ProblemException("--plan - is standard input, which is the client's.", "Name a file with --plan, or in the call.") : usual,
    };

    /// <summary>Reads the usual plan where that runs nothing. What is wrong with it, a call will say.</summary>
    public async Task WarmUpAsync(CancellationToken cancel)
    {
        try
        {
            if (usual is PlanSource.File { Path: not "-" })
                await ReadAsync(usual, cancel);
        }
        catch (ProblemException)
        {
            // Nobody has asked yet.
        }
    }

    public async Task<ReadPlan> ReadAsync(PlanSource source, CancellationToken cancel)
    {
        if (source is not PlanSource.File { Path: var file } || new FileInfo(module.Terminal.Full(file)) is not { Exists: true } info)
            return ReadPlan.Of((await source.ReadAsync(cancel)).Plan);

        lock (_gate)
        {
            if (_last is { } last && last.File == info.FullName && last.Written == info.LastWriteTimeUtc && last.Length == info.Length)
                return last.Plan;
        }

        var read = ReadPlan.Of((await source.ReadAsync(cancel)).Plan);
        lock (_gate)
            _last = (info.FullName, info.LastWriteTimeUtc, info.Length, read);
        return read;
    }
}

internal sealed record ReadPlan(PlanDocument Plan, CloudModel Model)
{
    public static ReadPlan Of(PlanDocument plan) => new(plan, CloudModel.Read(plan));
}
