namespace Amazon.Lambda.RuntimeSupport;

internal static class MemoryLimit
{
    private const ulong Megabyte = 1024 * 1024;

    /// <summary>Lets the garbage collector work within the function's memory rather than the machine's.</summary>
    /// <param name="megabytes">As in <c>AWS_LAMBDA_FUNCTION_MEMORY_SIZE</c>.</param>
    public static void Apply(string megabytes)
    {
        var off = Environment.GetEnvironmentVariable("AWS_LAMBDA_DOTNET_DISABLE_MEMORY_LIMIT_CHECK");
        if (string.Equals(off, "true", StringComparison.OrdinalIgnoreCase) || !int.TryParse(megabytes, out var size))
        {
            return;
        }

        var limit = (ulong)size * Megabyte;
        if ((ulong)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < limit)
        {
            return;
        }

        try
        {
            AppContext.SetData("GCHeapHardLimit", limit);
            GC.RefreshMemoryLimit();
        }
        catch (InvalidOperationException)
        {
            // The heap is larger already. The function runs on without the limit, as it does in Lambda.
        }
    }
}
