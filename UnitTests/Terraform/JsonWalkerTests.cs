using System.Text;
using System.Text.Json;
using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class JsonWalkerTests
{
    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Values_are_taken_whole_and_skipped_whatever_the_pieces_are(int piece)
    {
        var json = new JsonWalker(new Pieces("""{"skip":{"a":[1,{"b":"]"}]},"list":[{"x":1},[2],"three",null],"last":true}""", piece));
        var seen = new List<string>();

        Assert.True(await json.ReadAsync(TestContext.Current.CancellationToken));
        await foreach (var name in json.PropertiesAsync(TestContext.Current.CancellationToken))
        {
            if (name == "skip")
            {
                await json.SkipAsync(TestContext.Current.CancellationToken);
            }
            else if (name == "list")
            {
                await foreach (var index in json.ItemsAsync(TestContext.Current.CancellationToken))
                    seen.Add($"{index}:{(await json.ValueAsync(TestContext.Current.CancellationToken)).GetRawText()}");
            }
            else
            {
                seen.Add($"{name}:{(await json.ValueAsync(TestContext.Current.CancellationToken)).GetRawText()}");
            }
        }

        Assert.Equal(["0:{\"x\":1}", "1:[2]", "2:\"three\"", "3:null", "last:true"], seen);
        Assert.False(await json.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_value_larger_than_the_buffer_is_taken_whole()
    {
        var text = new string('x', 300_000);
        var json = new JsonWalker(new Pieces($$"""{"big":"{{text}}"}""", 8192));

        await json.ReadAsync(TestContext.Current.CancellationToken);
        await foreach (var _ in json.PropertiesAsync(TestContext.Current.CancellationToken))
            Assert.Equal(text, (await json.ValueAsync(TestContext.Current.CancellationToken)).GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_line_that_is_not_json_is_passed_over()
    {
        var json = new JsonWalker(new Pieces("{\"a\":1}\npanic: nil {\n{\"b\":2}\n", 5));
        var values = new List<string>();

        while (true)
        {
            try
            {
                if (!await json.ReadAsync(TestContext.Current.CancellationToken))
                    break;

                values.Add((await json.ValueAsync(TestContext.Current.CancellationToken)).GetRawText());
            }
            catch (JsonException)
            {
                values.Add((await json.RecoverAsync(TestContext.Current.CancellationToken))!);
            }
        }

        Assert.Equal(["{\"a\":1}", "panic: nil {", "{\"b\":2}"], values.Select(value => value.Trim()));
    }

    [Fact(Timeout = 60_000)]
    public async Task Json_that_ends_early_is_refused()
    {
        var json = new JsonWalker(new Pieces("""{"a":{"b":""", 4));

        await json.ReadAsync(TestContext.Current.CancellationToken);
        await json.ReadAsync(TestContext.Current.CancellationToken);
        await json.ReadAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<JsonException>(async () => await json.SkipAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Gives so many bytes at a time, as a pipe does.</summary>
    private sealed class Pieces(string text, int piece) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
