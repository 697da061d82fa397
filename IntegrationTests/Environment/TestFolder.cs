namespace PrivateInvoke.IntegrationTests.Environment;

/// <summary>A folder for temporary files that a test is done with.</summary>
internal static class TestFolder
{
    /// <summary>Whether it can be deleted says nothing about the product: what a process still writes to is left to the system's own cleanup.</summary>
    public static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (IOException e)
        {
            TestContext.Current.SendDiagnosticMessage("'{0}' is left: {1}", path, e.Message);
        }
    }
}
