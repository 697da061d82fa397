using Microsoft.Playwright;
using PrivateInvoke.IntegrationTests.Environment;

namespace PrivateInvoke.IntegrationTests.Dashboard;

/// <summary>One AppHost and one browser for all tests of a class. The first test starts them.</summary>
public abstract class SharedAppHost : IAsyncDisposable
{
    /// <summary>The first plan of a machine downloads nothing and still takes its time on two busy cores.</summary>
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lazy<Task<AppHostProcess>> _appHost;
    private readonly Lazy<Task<Browser>> _browser = new(() => Browser.StartAsync(Browser.Require()));

    protected SharedAppHost(TestRepository repository, params string[] arguments) =>
        _appHost = new(() => StartAsync(repository, arguments));

    /// <summary>Logs in as a person does and looks. Where that fails, what the page showed is kept.</summary>
    internal async Task SeeAsync(Func<DashboardPage, Task> look)
    {
        Programs.Require("terraform");
        Browser.Require();
        var cancel = TestContext.Current.CancellationToken;
        var appHost = await _appHost.Value.WaitAsync(cancel);
        var browser = await _browser.Value.WaitAsync(cancel);
        var page = await browser.PageAsync(Patience);
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        try
        {
            await page.GotoAsync(appHost.Login.ToString());
            await look(new DashboardPage(page));
        }
        catch
        {
            await Evidence.KeepAsync(page, appHost.Output);
            throw;
        }
        finally
        {
            await page.Context.CloseAsync();
        }
    }

    /// <summary>One at a time: while two invokes of the caller are under way, nobody can tell whose packets are dropped.</summary>
    internal async Task SeeInTurnAsync(Func<DashboardPage, Task> look)
    {
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await SeeAsync(look);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated && _browser.Value.IsCompletedSuccessfully)
            await (await _browser.Value).DisposeAsync();
        if (_appHost.IsValueCreated && _appHost.Value.IsCompletedSuccessfully)
            await (await _appHost.Value).DisposeAsync();
        _turn.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task<AppHostProcess> StartAsync(TestRepository repository, string[] arguments)
    {
        using var deadline = new CancellationTokenSource(StartDeadline);
        await repository.PlannedAsync(deadline.Token);

        // The README's pictures show the repository's own infra/, without a folder of this machine.
        var infra = Screenshots.Folder is null ? (string[])["--Parameters:infra", repository.Infra] : [];
        return await AppHostProcess.StartAsync(
            [.. infra, "--port", "0", "--PrivateInvoke:Artifacts", Path.Combine(repository.Desk(), "artifacts"), .. arguments], deadline.Token);
    }
}

/// <summary>The repository's own infra/, in which the caller reaches the callee.</summary>
public sealed class ReachableAppHost(TestRepository repository) : SharedAppHost(repository);

/// <summary>The same without the interface endpoint: nothing leads from the caller to Lambda.</summary>
public sealed class BlockedAppHost(TestRepository repository) : SharedAppHost(repository, "--Parameters:connectivity", "none");
