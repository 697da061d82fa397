using System.Net.Http.Headers;
using System.Text;
using PrivateInvoke.Cloud;
using PrivateInvoke.Explorer;
using PrivateInvoke.Explorer.Page;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.Cli;

/// <summary>What the embedded host shows on the path explorer's page.</summary>
internal sealed class ExploredHost : IDisposable
{
    private readonly HttpClient _http = new();

    /// <param name="against">What each plan is compared with; null is the first one.</param>
    /// <param name="name">What <paramref name="against"/> is called.</param>
    public ExploredHost(ExploredPlan? against, string? name) =>
        Feed = name is null ? new ExplorerFeed { Send = SendAsync } : new ExplorerFeed { Send = SendAsync, Base = against, BaseName = name };

    public ExplorerFeed Feed { get; }

    /// <summary>Null where the plan has no function.</summary>
    public Uri? FrontDoor { get; set; }

    public void Use(RootModule module, PlanDocument plan, CloudModel model)
    {
        var sources = SourceMap.Read(module.Directory, Repository.Of(module.Directory));
        Feed.Use(new ExploredPlan(plan, model) { Locate = sources.Find, Written = sources.Written });
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> SendAsync(string path, string payload, CancellationToken cancel)
    {
        if (FrontDoor is not { } door)
            return "The plan has no function: there is no front door.";

        try
        {
            using var content = new StringContent(payload, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var answer = await _http.PostAsync(new Uri($"{door}{path.TrimStart('/')}"), content, cancel);
            return $"{(int)answer.StatusCode} {answer.ReasonPhrase}\n{await answer.Content.ReadAsStringAsync(cancel)}";
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            return e.Message;
        }
    }
}
