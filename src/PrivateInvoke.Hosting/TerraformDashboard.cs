using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateInvoke;
using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Deployment;
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
    private readonly bool _isPipeline;
    private readonly Task _publishing;
    private string? _shownPaths;

    public TerraformDashboard(TerraformResource resource, string root, IServiceProvider services)
    {
        _resource = resource;
        _notifications = services.GetRequiredService<ResourceNotificationService>();
        // A pipeline has no dashboard: what a step does is told by the application's loggers, which Aspire shows below the step.
        _isPipeline = services.GetRequiredService<DistributedApplicationExecutionContext>().IsPublishMode;
        _logger = _isPipeline
            ? services.GetRequiredService<ILogger<TerraformResource>>()
            : services.GetRequiredService<ResourceLoggerService>().GetLogger(resource);
        var source = AppHostFolders.Shown(root, services);
        Add(snapshot => snapshot with { Properties = snapshot.Properties.WithSource(source) });
        _publishing = PublishAsync();
    }

    public static ResourceStateSnapshot Running { get; } = new(KnownResourceStates.Running, KnownResourceStateStyles.Success);

    public void Report(StackState value)
    {
        var stage = StateLabel.Of(value);
        if (value is StackState.Failed failed)
            _logger.LogError("{Problem}", failed.Cause is ProblemException problem ? problem.ToString() : failed.Message);
        else if (value is StackState.Drifted drifted)
            _logger.LogWarning("Changed behind terraform's back: {Addresses}", string.Join(", ", DriftText.Lines(drifted, _resource.Name)));

        Add(snapshot => snapshot with
        {
            State = new ResourceStateSnapshot(stage.Kind is StateKind.Failed ? KnownResourceStates.FailedToStart : stage.Text, Style(stage.Kind)),
            Properties = snapshot.Properties
                .With("terraform.stage", "Stage", stage.Text, order: 2)
                .With("terraform.changes", "Changes", Changes(value), order: 3),
        });
    }

    public void Report(TerraformProgress value)
    {
        if (ProgressText.Of(value) is { } text)
            _logger.Log(value is TerraformProgress.ResourceFailed ? LogLevel.Error : LogLevel.Information, "{Progress}", text);
    }

    public void Warn(string warning) => _logger.LogWarning("{Warning}", warning);

    public void Show(ResourceStateSnapshot? state) => Add(snapshot => snapshot with { State = state });

    /// <summary>It is what it should be: <c>Running</c>, which is what others wait for.</summary>
    public void Show(Deployed deployed, TimeProvider time)
    {
        var stage = deployed.State is null ? "Planned, applied nowhere" : StateLabel.Of(deployed.State).Text;
        var now = time.GetUtcNow();
        Add(snapshot => snapshot with
        {
            State = Running,
            StartTimeStamp = snapshot.StartTimeStamp ?? now.UtcDateTime,
            Properties = snapshot.Properties
                .With("terraform.stage", "Stage", stage, order: 2)
                .With(
                    "terraform.last-apply",
                    "Last apply",
                    deployed.State is StackState.Applied ? now.ToString("u", CultureInfo.InvariantCulture) : null,
                    order: 4),
        });
    }

    public void Show(CheckedPlan plan)
    {
        // The same verdict is told once, however many ask for it.
        var paths = plan.Text();
        if (Interlocked.Exchange(ref _shownPaths, paths) != paths)
        {
            foreach (var diagnostic in plan.Configuration.Diagnostics)
                _logger.LogWarning("{Warning}", diagnostic.Text);
            foreach (var line in _isPipeline ? [paths] : paths.Split('\n'))
                _logger.LogInformation("{Path}", line.TrimEnd());
        }

        Add(snapshot => snapshot with
        {
            Properties = snapshot.Properties
                .With("terraform.verdict", "Verdict", plan.Verdict?.ToString() ?? "no invoke path", order: 1)
                .With("terraform.resources", "Resources", plan.Resources.ToString(CultureInfo.InvariantCulture), order: 5),
        });
    }

    /// <summary>Returns when everything that was told until now is shown.</summary>
    public Task FlushAsync()
    {
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_updates.Writer.TryWrite(snapshot =>
        {
            shown.TrySetResult();
            return snapshot;
        }))
            shown.TrySetResult();

        return shown.Task;
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

    private static string Style(StateKind kind) => kind switch
    {
        StateKind.Settled => KnownResourceStateStyles.Success,
        StateKind.Warning => KnownResourceStateStyles.Warn,
        StateKind.Failed => KnownResourceStateStyles.Error,
        _ => KnownResourceStateStyles.Info,
    };

    private void Add(Func<CustomResourceSnapshot, CustomResourceSnapshot> update) => _updates.Writer.TryWrite(update);

    private async Task PublishAsync()
    {
        await foreach (var update in _updates.Reader.ReadAllAsync())
            await _notifications.PublishUpdateAsync(_resource, update);
    }
}

/// <summary>A resource's properties in the details of the dashboard.</summary>
internal static class ResourceProperties
{
    /// <summary>Adds a property that the details always show, or changes it; null leaves it as it is.</summary>
    public static ImmutableArray<ResourcePropertySnapshot> With(
        this ImmutableArray<ResourcePropertySnapshot> properties, string name, string displayName, string? value, int order) => value is null ? properties
        :
        [
            .. properties.Where(property => property.Name != name),
            new ResourcePropertySnapshot(name, value) { DisplayName = displayName, IsHighlighted = true, SortOrder = order },
        ];

    /// <summary>The dashboard's column <c>Source</c>.</summary>
    public static ImmutableArray<ResourcePropertySnapshot> WithSource(this ImmutableArray<ResourcePropertySnapshot> properties, string source) =>
        [.. properties.Where(property => property.Name != CustomResourceKnownProperties.Source), new(CustomResourceKnownProperties.Source, source)];
}
