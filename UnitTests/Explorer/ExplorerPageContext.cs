using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Page;
using PrivateInvoke.UnitTests.Cloud;

namespace PrivateInvoke.UnitTests.Explorer;

/// <summary>The page, over a path that is Reachable until the test says something else.</summary>
public abstract class ExplorerPageContext : BunitContext
{
    protected ExplorerPageContext()
    {
        // As long as a busy machine takes for what it does in the background.
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        Feed.Use(ExploredPlan.Of(Scenario.Endpoint.Document));
        Services.AddSingleton(Feed);
    }

    protected ExplorerFeed Feed { get; } = new();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();
}
