using System.Text.Json;

namespace PrivateInvoke.Terraform.Stacks;

/// <summary>Which version of a state a file holds.</summary>
/// <param name="Lineage">Drawn when the state began.</param>
/// <param name="Serial">Grows with every change.</param>
internal sealed record StateFile(string Lineage, long Serial)
{
    /// <summary>Null where there is none, or none that can be read: terraform itself says what is wrong with it.</summary>
    public static StateFile? Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var json = JsonDocument.Parse(stream);
            return new StateFile(json.RootElement.GetProperty("lineage").GetString() ?? "", json.RootElement.GetProperty("serial").GetInt64());
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
