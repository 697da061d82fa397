using System.Text;
using System.Text.Json;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class UnbuiltFilesTests
{
    [Fact]
    public void A_hash_of_a_package_that_is_not_there_gives_way_to_a_constant_and_lines_stay()
    {
        const string text = """
            # Überall
            resource "aws_lambda_function" "a" {
              source_code_hash = filebase64sha256(
                "${path.module}/build (new)/${replace("a", "(", "")}.zip")
              timeout          = 3
            }
            locals { hash = [filemd5("a.zip"), filemd5("b.zip")] }
            """;

        var changed = UnbuiltFiles.Replace(text, [Error(text, "filebase64sha256"), Error(text, "filemd5(\"b")]);

        Assert.Contains("source_code_hash = \"00000000000000000000000000000000\"", changed, StringComparison.Ordinal);
        Assert.Equal(text.Split('\n')[4..6], changed.Split('\n')[4..6]);
        Assert.EndsWith("[filemd5(\"a.zip\"), \"00000000000000000000000000000000\"] }", changed, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_hash_of_a_file_can_be_left_out()
    {
        var (hash, inJson) = (Read("core::filesha256", "main.tf"), Read("filemd5", "main.tf.json"));

        Assert.Equal([hash, inJson], UnbuiltFiles.In([hash, Read("file", "main.tf"), inJson, hash with { Function = null }]));
    }

    private static TerraformDiagnostic Error(string text, string at) => Read(at.Split('(')[0], "main.tf") with
    {
        Offset = Encoding.UTF8.GetByteCount(text[..text.IndexOf(at, StringComparison.Ordinal)]),
    };

    private static TerraformDiagnostic Read(string function, string file)
    {
        using var json = JsonDocument.Parse("""
            {"severity":"error","summary":"Error in function call","detail":"open a.zip: no such file or directory.",
             "range":{"filename":"FILE","start":{"line":2,"column":3,"byte":7}},
             "snippet":{"code":"…","function_call":{"called_as":"FUNCTION","signature":{}}}}
            """.Replace("FILE", file, StringComparison.Ordinal).Replace("FUNCTION", function, StringComparison.Ordinal));
        return TerraformDiagnostic.Read(json.RootElement);
    }
}
