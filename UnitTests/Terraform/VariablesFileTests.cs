using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class VariablesFileTests
{
    private const string Declared = """
        variable "name" { type = string }
        variable "count" { type = number }
        variable "zones" { type = set(string) }
        variable "old" {}
        """;

    [Fact]
    public void Values_mean_what_they_mean_on_a_command_line()
    {
        using var folder = Root(Declared);

        var text = VariablesFile.Text(ModuleTree.Read(folder.Path), new Dictionary<string, string>
        {
            ["name"] = "a \"b\" ${c} \\ %{d}\n$",
            ["count"] = "3",
            ["zones"] = """["a"]""",
            ["old"] = "[x]",
        });

        Assert.Equal(
            """
            count = "3"
            name = "a \"b\" $${c} \\ %%{d}\n$"
            old = "[x]"
            zones = (["a"]
            )

            """,
            text);
    }

    [Fact]
    public void JSON_syntax_declares_variables_too()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.tf.json", """{"variable": {"name": {"type": "string"}, "zones": {"type": "list(string)"}}}""");

        var text = VariablesFile.Text(
            ModuleTree.Read(folder.Path), new Dictionary<string, string> { ["name"] = "x", ["zones"] = "[]" });

        Assert.Equal("name = \"x\"\nzones = ([]\n)\n", text);
    }

    [Fact]
    public void One_that_is_not_declared_is_refused_with_those_that_are()
    {
        using var folder = Root(Declared);

        var failure = Assert.Throws<ProblemException>(() =>
            VariablesFile.Text(ModuleTree.Read(folder.Path), new Dictionary<string, string> { ["nmae"] = "" }));

        Assert.EndsWith("has no variable 'nmae'; it has count, name, old, zones.", failure.Problem, StringComparison.Ordinal);
    }

    private static TemporaryFolder Root(string text)
    {
        var folder = new TemporaryFolder();
        folder.Write("main.tf", text);
        return folder;
    }
}
