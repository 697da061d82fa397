using PrivateInvoke.Plan;

namespace PrivateInvoke.Local;

/// <summary>Follows a root module while a system runs: what is saved is planned, judged and taken over.</summary>
/// <param name="changed">Returns after the module's next change.</param>
/// <param name="plan">Plans the module as it is now.</param>
/// <param name="taken">Called when a changed plan is in use.</param>
/// <param name="kept">Called when what was saved cannot be used, and the plan before it stays.</param>
public sealed class PlanFollower(
    Func<CancellationToken, Task> changed,
    LocalSystem system,
    Func<CancellationToken, Task<PlanDocument>> plan,
    Func<PlanChange, Task> taken,
    Action<ProblemException> kept)
{
    /// <summary>Returns when it is told to end.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await changed(cancel);
                await taken(await system.UseAsync(await plan(cancel)));
            }
            catch (ProblemException problem)
            {
                // Half a file while somebody types; the next save is another chance.
                kept(problem);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A file that went away between being listed and being read: an editor's way to save.
                kept(new ProblemException($"The changed files cannot be read: {e.Message}", "Save one of them again.", e));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
