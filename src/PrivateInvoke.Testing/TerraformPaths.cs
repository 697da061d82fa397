using System.Runtime.CompilerServices;
using PrivateInvoke.Cloud;
using PrivateInvoke.Paths;
using PrivateInvoke.Plan;
using PrivateInvoke.Terraform.Answers;
using PrivateInvoke.Terraform.Planning;

namespace PrivateInvoke.Testing;

/// <summary>The invoke paths of a Terraform configuration, for tests of any framework.</summary>
/// <example>
/// <code>
/// var paths = await TerraformPaths.PlanAsync("../infra");
/// paths.From("orders").To("prices").ShouldReach();
/// paths.From("orders").To("audit").ShouldBeBlockedAt(HopKind.EndpointPolicy);
/// </code>
/// </example>
public sealed class TerraformPaths
{
    private readonly CloudModel _model;

    private TerraformPaths(PlanDocument plan, IReadOnlyList<string> warnings)
    {
        Plan = plan;
        Warnings = warnings;
        _model = CloudModel.Read(plan);
    }

    public PlanDocument Plan { get; }

    /// <summary>What could not be read or settled, and why: a path that depends on it is Undecided.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>
    /// Plans a root module with no AWS account, as <c>private-invoke check --infra</c> does: it runs <c>terraform init</c>, <c>plan</c> and
    /// <c>test</c> in a scratch copy, so the configuration's providers run. An unchanged configuration is not planned again.
    /// </summary>
    /// <param name="directory">
    /// The root module's folder. A relative one starts at the folder of the test's source file; where that is not on this machine, at the
    /// test project's.
    /// </param>
    /// <param name="testFile">Left to the compiler.</param>
    /// <exception cref="ProblemException">
    /// The folder or terraform is missing, or the configuration is wrong: with its file and line, and what to do about it.
    /// </exception>
    public static async Task<TerraformPaths> PlanAsync(
        string directory,
        TerraformPathsOptions? options = null,
        CancellationToken cancellationToken = default,
        [CallerFilePath] string testFile = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        options ??= new TerraformPathsOptions();
        var start = TestFolders.Existing(directory, testFile);
        await using var planner = new KeptPlanner();
        var planned = await planner.PlanAsync(
            new PlanRequest
            {
                Directory = start.Directory,
                Artifacts = options.Artifacts ?? Path.Combine(AppContext.BaseDirectory, "private-invoke"),
                Variables = options.Variables,
                VariableFiles = [.. options.VariableFiles.Select(file => Path.GetFullPath(file, start.Base))],
                WorkspaceName = options.Workspace,
                AllowExternal = options.AllowExternal,
                Executable = options.Terraform,
            },
            progress: null,
            cancellationToken).ConfigureAwait(false);
        return new TerraformPaths(planned.Plan, [.. PlanWarnings.Lines(planned.Diagnostics)]);
    }

    /// <summary>Reads a plan or a state in JSON (<c>terraform show -json</c>). Nothing is run.</summary>
    /// <param name="file">A relative path starts where <see cref="PlanAsync"/> starts.</param>
    /// <param name="testFile">Left to the compiler.</param>
    /// <exception cref="ProblemException">It is not there, or it is no such JSON.</exception>
    public static async Task<TerraformPaths> ReadAsync(
        string file, CancellationToken cancellationToken = default, [CallerFilePath] string testFile = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        var path = TestFolders.ExistingFile(file, testFile);
        await using var stream = File.OpenRead(path);
        return Of(await PlanReader.ReadAsync(stream, file, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Of a plan that another part has made, such as an Aspire application: <c>(await app.CheckTerraformAsync("infra")).Configuration.Plan</c>.</summary>
    public static TerraformPaths Of(PlanDocument plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new TerraformPaths(plan, []);
    }

    /// <summary>Every path that the plan gives evidence of, judged.</summary>
    public IReadOnlyList<InvokePath> All => PathFinder.Find(_model);

    /// <param name="caller">A function's name or Terraform address, or either with <c>*</c>.</param>
    public PathsFrom From(string caller)
    {
        ArgumentException.ThrowIfNullOrEmpty(caller);
        return new PathsFrom(_model, caller);
    }

    /// <summary>Holds if every path that the plan gives evidence of is Reachable, and there is one.</summary>
    /// <exception cref="PathAssertionException">One is not: the message is the report.</exception>
    public void ShouldAllReach() => new PathAssertion("every path", All).ShouldReach();
}
