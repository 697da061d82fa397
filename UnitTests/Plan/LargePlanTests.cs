using System.Text;
using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>Alone: what the whole process holds is measured. Collections are what runs in parallel here, so one says so.</summary>
[CollectionDefinition(nameof(LargePlanTests), DisableParallelization = true)]
[Collection(nameof(LargePlanTests))]
public sealed class LargePlanTests
{
    private const int Size = 20_000_000;

    /// <summary>A plan has each resource three times; what the other two hold is not kept, nor is any text but one resource's.</summary>
    [Fact(Timeout = 120_000)]
    public async Task A_plan_is_read_as_a_stream()
    {
        using var plan = new RepeatingPlan(Size);

        var read = await PlanReader.ReadAsync(plan, "large", TestContext.Current.CancellationToken);

        Assert.Equal(RepeatingPlan.Kept, read.Resources.Count);
        Assert.True(plan.Given > Size);
        Assert.InRange(plan.PeakBytes, 0, Size / 2);
    }

    /// <summary>Made as it is read, and measuring meanwhile what the reader holds.</summary>
    private sealed class RepeatingPlan : Stream
    {
        public const int Kept = 100;

        private readonly IEnumerator<byte[]> _pieces;
        private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
        private byte[] _piece = [];
        private int _taken;
        private long _nextLook;

        public RepeatingPlan(int size) => _pieces = Text(size).Select(Encoding.UTF8.GetBytes).GetEnumerator();

        public long Given { get; private set; }

        public long PeakBytes { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_taken == _piece.Length)
            {
                if (!_pieces.MoveNext())
                    return 0;

                (_piece, _taken) = (_pieces.Current, 0);
            }

            if (Given >= _nextLook)
            {
                PeakBytes = Math.Max(PeakBytes, GC.GetTotalMemory(forceFullCollection: true) - _before);
                _nextLook += 1_000_000;
            }

            var length = Math.Min(count, _piece.Length - _taken);
            _piece.AsSpan(_taken, length).CopyTo(buffer.AsSpan(offset));
            _taken += length;
            Given += length;
            return length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var copy = new byte[buffer.Length];
            var read = Read(copy, 0, copy.Length);
            copy.AsSpan(0, read).CopyTo(buffer.Span);
            return ValueTask.FromResult(read);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static IEnumerable<string> Text(int size)
        {
            var filler = new string('x', 2_000);
            yield return """{"format_version":"1.2","planned_values":{"root_module":{"resources":[""";
            for (var i = 0; i < size / 2_000; i++)
                yield return $$$"""{{{(i == 0 ? "" : ",")}}}{"address":"aws_instance.a[{{{i}}}]","values":{"user_data":"{{{filler}}}"}}""";

            yield return """]}},"resource_changes":[""";
            for (var i = 0; i < Kept; i++)
                yield return $$$$"""{{{{(i == 0 ? "" : ",")}}}}{"address":"aws_instance.a[{{{{i}}}}]","mode":"managed","type":"aws_instance","name":"a","change":{"actions":["create"],"after":{"user_data":"{{{{filler}}}}"}}}""";

            yield return "]}";
        }
    }
}
