namespace PrivateInvoke.Terraform.Planning;

/// <summary>
/// What was found out about a kept plan. It lies beside the plan and is dropped with it: the same question about the same plan has the
/// same answer.
/// </summary>
public sealed class PlanFindings
{
    private const string Extension = ".finding";

    private const int Kept = 16;

    private readonly string _folder;
    private readonly string _plan;

    internal PlanFindings(string folder, string plan) => (_folder, _plan) = (folder, plan);

    /// <param name="question">All that the answer depends on besides the plan, the program that answers included.</param>
    /// <returns>Null where it was not asked yet.</returns>
    public ReadOnlyMemory<byte>? Read(IReadOnlyList<string> question) => DigestedFile.Read(PathOf(question));

    /// <summary>A folder that nothing can be written to keeps nothing.</summary>
    public void Keep(IReadOnlyList<string> question, ReadOnlySpan<byte> answer)
    {
        try
        {
            DigestedFile.Write(PathOf(question), answer);
            foreach (var old in new DirectoryInfo(_folder).EnumerateFiles($"{_plan}.*{Extension}").OrderByDescending(file => file.LastWriteTimeUtc).Skip(Kept))
                old.Delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next check finds it out again.
        }
    }

    internal void Drop()
    {
        foreach (var finding in Directory.EnumerateFiles(_folder, $"{_plan}.*{Extension}"))
            File.Delete(finding);
    }

    private string PathOf(IReadOnlyList<string> question) => Path.Combine(_folder, $"{_plan}.{ConfigurationKey.Of(question)}{Extension}");
}
