using System.Text;
using CliWrap;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.Cli;

/// <summary>
/// A commit's files in a temporary folder, which is removed with what was planned of it. The repository is only read: the index is a file
/// of that folder too, and no work tree is registered.
/// </summary>
internal sealed class GitTree : IAsyncDisposable
{
    private readonly string _folder;

    private GitTree(string folder, RootModule module) => (_folder, Module) = (folder, module);

    /// <summary>The root module as the commit has it.</summary>
    public RootModule Module { get; }

    /// <param name="module">Where the root module is in the working tree.</param>
    /// <exception cref="ProblemException">There is no git, no such commit, or no such folder in it.</exception>
    public static async Task<GitTree> CheckOutAsync(RootModule module, string reference, CancellationToken cancel)
    {
        var repository = Repository.Of(module.Directory);
        var (found, commit) = await GitAsync(repository, null, cancel, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{reference}^{{commit}}");
        if (!found)
            throw new ProblemException(
                $"'{reference}' is no file, no folder, and no commit of {repository}.",
                "Name a plan in JSON, a folder, or a commit that is there (in CI, fetch it first: git fetch origin BRANCH).");

        var tree = new GitTree(Directory.CreateTempSubdirectory("private-invoke-diff-").FullName, module);
        try
        {
            var files = Path.Combine(tree._folder, "tree");
            var index = Path.Combine(tree._folder, "index");
            await RequireAsync(repository, index, cancel, "read-tree", commit.Trim());
            await RequireAsync(repository, index, cancel, "checkout-index", "--all", "--quiet", $"--prefix={files.Replace('\\', '/')}/");
            var folder = Path.GetRelativePath(repository, module.Directory);
            var directory = Path.GetFullPath(Path.Combine(files, folder));
            return Directory.Exists(directory)
                ? new GitTree(tree._folder, module with { Directory = directory, Name = $"{folder} of {reference}" })
                : throw new ProblemException($"'{reference}' has no folder {folder}.", "Name the root module with --infra.");
        }
        catch
        {
            await tree.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Delete(_folder);
        // The scratch copy is of a folder that is never planned again.
        if (Module.Directory.StartsWith(_folder, StringComparison.Ordinal))
            Delete(Workspace.For(Module.Artifacts, Module.Directory).Folder);
        return ValueTask.CompletedTask;
    }

    private static void Delete(string folder)
    {
        if (!Directory.Exists(folder))
            return;

        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.IsReadOnly))
            file.IsReadOnly = false;
        Directory.Delete(folder, recursive: true);
    }

    private static async Task RequireAsync(string repository, string index, CancellationToken cancel, params string[] arguments)
    {
        var (succeeded, said) = await GitAsync(repository, index, cancel, arguments);
        if (!succeeded)
            throw new ProblemException($"git {arguments[0]} failed: {said.Trim()}", "Try it in the repository yourself; a shallow clone may lack the commit (git fetch --unshallow).");
    }

    private static async Task<(bool Succeeded, string Said)> GitAsync(string repository, string? index, CancellationToken cancel, params string[] arguments)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        try
        {
            var result = await CliWrap.Cli.Wrap("git")
                .WithArguments(["-C", repository, .. arguments])
                .WithEnvironmentVariables(new Dictionary<string, string?>
                {
                    ["GIT_INDEX_FILE"] = index,
                    ["GIT_OPTIONAL_LOCKS"] = "0",
                    // Set by a hook, these name another repository.
                    ["GIT_DIR"] = null,
                    ["GIT_WORK_TREE"] = null,
                })
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
                .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
                .ExecuteAsync(cancel);
            return (result.ExitCode == 0, result.ExitCode == 0 ? output.ToString() : error.ToString());
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ProblemException("git is not there, and a commit is to be read.", "Install git, or name a folder or a plan in JSON.", e);
        }
    }
}
