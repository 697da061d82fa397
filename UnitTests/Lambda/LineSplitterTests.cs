using System.Text;
using CsCheck;
using PrivateInvoke.Local.Lambda.Environments;

namespace PrivateInvoke.UnitTests.Lambda;

public sealed class LineSplitterTests
{
    [Fact]
    public void However_the_bytes_arrive_the_lines_are_the_same() =>
        Gen.Select(Gen.String[Gen.Char["ab\nö"], 0, 50], Gen.Int[1, 7]).Sample((text, step) =>
        {
            var lines = new List<string>();
            var splitter = new LineSplitter(lines.Add);
            var bytes = Encoding.UTF8.GetBytes(text);

            for (var i = 0; i < bytes.Length; i += step)
                splitter.Write(bytes.AsSpan(i, Math.Min(step, bytes.Length - i)));
            splitter.End();

            var expected = text.Split('\n').ToList();
            if (expected[^1].Length == 0)
                expected.RemoveAt(expected.Count - 1);
            Assert.Equal(expected, lines);
        });

    [Fact]
    public void A_line_longer_than_256_KB_is_cut()
    {
        var lines = new List<string>();
        var splitter = new LineSplitter(lines.Add);

        splitter.Write(Encoding.UTF8.GetBytes(new string('x', (256 * 1024) + 1) + "\nnext\n"));

        Assert.Equal([256 * 1024, 1, 4], lines.Select(line => line.Length));
    }
}
