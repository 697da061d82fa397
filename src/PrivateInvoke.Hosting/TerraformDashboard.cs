using System.Collections.Immutable;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateInvoke.Terraform.Provisioning;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Stacks;

namespace Aspire.Hosting;

/// <summary>Shows a root module in the dashboard, in the order in which it is told: state, properties and terraform's log.</summary>
internal sealed class TerraformDashboard : IProgress<StackState>, IProgress<TerraformProgress>, IAsyncDisposable
{
    private readonly Channel<Func<CustomResourceSnapshot, CustomResourceSnapshot>> _updates =
        Channel.CreateUnbounded<Func<CustomResourceSnapshot, CustomResourceSnapshot>>(new() { SingleReader = true });
    private readonly TerraformResource _resource;
    private readonly ResourceNotificationService _notifications;
    private readonly ILogger _logger;
    private readonly Task _publishing;

    public TerraformDashboard(TerraformResource resource, IServiceProvider services)
    {
        _resource = resource;
        _notifications = services.GetRequiredService<ResourceNotificationService>();
        _logger = services.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
        _publishing = PublishAsync();
    }

    public void Report(StackState value)
    {
        var stage = Stage.Of(value);
        if (value is StackState.Failed failed)
            _logger.LogError("{Problem}", failed.Cause is PrivateInvoke.ProblemException problem ? problem.ToString() : failed.Message);
        else if (value is StackState.Drifted drifted)
            _logger.LogWarning("Changed behind terraform's back: {Addresses}", string.Join(", ", drifted.Addresses));

        Add(snapshot => snapshot with
        {
            State = new ResourceStateSnapshot(stage.Kind is StageKind.Failed ? KnownResourceStates.FailedToStart : stage.Text, Style(stage.Kind)),
            Properties = With(snapshot, ("terraform.stage", stage.Text), ("terraform.changes", Changes(value))),
        });
    }

    public void Report(TerraformProgress value)
    {
        if (ProgressText.Of(value) is { } text)
            _logger.Log(value is TerraformProgress.ResourceFailed ? LogLevel.Error : LogLevel.Information, "{Progress}", text);
    }

    public static ResourceStateSnapshot Running { get; } = new(KnownResourceStates.Running, KnownResourceStateStyles.Success);

    public void Show(ResourceStateSnapshot? state) => Add(snapshot => snapshot with { State = state });

    /// <summary>It is what it should be: <c>Running</c>, which is what others wait for.</summary>
    public void Show(Provisioned provisioned, TimeProvider time)
    {
        Show(provisioned.Judgement);
        var stage = provisioned.State is null ? "Planned, applied nowhere" : Stage.Of(provisioned.State).Text;
        Add(snapshot => snapshot with
        {
            State = Running,
            StartTimeStamp = snapshot.StartTimeStamp ?? time.GetUtcNow().UtcDateTime,
            Properties = With(
                snapshot,
                ("terraform.stage", stage),
                ("terraform.last-apply", provisioned.State is StackState.Applied ? $"{time.GetUtcNow():u}" : null)),
        });
    }

    public void Show(Judgement judgement)
    {
        foreach (var diagnostic in judgement.Configuration.Diagnostics)
            _logger.LogWarning("{Warning}", diagnostic.Text);
        foreach (var line in judgement.Text().Split('\n'))
            _logger.LogInformation("{Path}", line.TrimEnd('\r'));

        Add(snapshot => snapshot with
        {
            Properties = With(
                snapshot,
                ("terraform.verdict", judgement.Verdict?.ToString() ?? "no invoke path"),
                ("terraform.resources", judgement.Resources)),
        });
    }

    public async ValueTask DisposeAsync()
    {
        _updates.Writer.TryComplete();
        await _publishing;
    }

    private static string? Changes(StackState state) => state switch
    {
        StackState.Planned planned => planned.Plan.Changes.ToString(),
        StackState.Applied applied => applied.Changes.ToString(),
        StackState.Unchanged => "none",
        _ => null,
    };

    private static string Style(StageKind kind) => kind switch
    {
        StageKind.Settled => KnownResourceStateStyles.Success,
        StageKind.Warning => KnownResourceStateStyles.Warn,
        StageKind.Failed => KnownResourceStateStyles.Error,
        _ => KnownResourceStateStyles.Info,
    };

    /// <summary>What is not known anew stays.</summary>
    private static ImmutableArray<ResourcePropertySnapshot> With(CustomResourceSnapshot snapshot, params (string Name, object? Value)[] properties)
    {
        var known = properties.Where(property => property.Value is not null).ToList();
        return
        [
            .. snapshot.Properties.Where(property => known.All(added => added.Name != property.Name)),
            .. known.Select(added => new ResourcePropertySnapshot(added.Name, added.Value)),
        ];
    }

    private void Add(Func<CustomResourceSnapshot, CustomResourceSnapshot> update) => _updates.Writer.TryWrite(update);

    private async Task PublishAsync()
    {
        await foreach (var update in _updates.Reader.ReadAllAsync())
            await _notifications.PublishUpdateAsync(_resource, update);
    }
}
