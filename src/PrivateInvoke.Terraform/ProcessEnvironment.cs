using System.Collections;

namespace PrivateInvoke.Terraform;

/// <summary>The variables of this process, which terraform inherits.</summary>
public static class ProcessEnvironment
{
    public static IReadOnlyDictionary<string, string> Read() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
