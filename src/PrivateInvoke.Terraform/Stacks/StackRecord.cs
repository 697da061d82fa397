using System.Text.Json;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>Written when a stack is as its configuration says, and dropped before that can change.</summary>
/// <param name="Key">Of everything that the apply depended on.</param>
/// <param name="Outputs">In clear: it is in the stack's folder, as the state is.</param>
internal sealed record StackRecord(string Key, StateFile? State, IReadOnlyDictionary<string, StackOutput> Outputs)
{
    public static StackRecord? Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<StackRecord>(stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public void Write(string file)
    {
        File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(this));
        File.Move(file + ".new", file, overwrite: true);
    }
}
