using PrivateInvoke.Local.Endpoint.Faults;

namespace PrivateInvoke.UnitTests.Endpoint.Faults;

public sealed class FaultOrderTests
{
    [Theory]
    [InlineData("latency=200ms", null)]
    [InlineData("latency=1500ms:3", 3)]
    [InlineData("silence", null)]
    [InlineData("reset:2", 2)]
    [InlineData("429", null)]
    [InlineData("500:1", 1)]
    [InlineData("lost-answer:1", 1)]
    [InlineData("idle-purge", null)]
    public void A_fault_is_read_as_it_is_written(string text, int? times)
    {
        var order = FaultOrder.Parse(text);

        Assert.Equal(text.Split(':')[0], $"{order.Fault}");
        Assert.Equal(times, order.Times);
    }

    [Fact]
    public void A_delay_may_be_in_seconds()
    {
        Assert.Equal(new Fault.Latency(TimeSpan.FromSeconds(1.5)), FaultOrder.Parse("latency=1.5s").Fault);
    }

    [Theory]
    [InlineData("slow", "--fault 'slow' is none that is known.", "Give one of latency=200ms, silence, reset, 429, 500, lost-answer, idle-purge.")]
    [InlineData("latency", "--fault 'latency' does not say how long.", "Write it as latency=200ms or latency=1.5s.")]
    [InlineData("latency=soon", "--fault 'latency=soon' has 'soon', which is no time up to 900s.", "Write it as latency=200ms or latency=1.5s.")]
    [InlineData("latency=NaNs", "--fault 'latency=NaNs' has 'NaNs', which is no time up to 900s.", "Write it as latency=200ms or latency=1.5s.")]
    [InlineData("reset=1", "--fault 'reset=1' takes no value.", "Write reset.")]
    [InlineData("reset:0", "--fault 'reset:0' has '0', which is no number of times.", "Write a number above 0 after the colon, as in lost-answer:1.")]
    public void What_is_no_fault_is_refused_with_the_way_out(string text, string problem, string remedy)
    {
        var refused = Assert.Throws<ProblemException>(() => FaultOrder.Parse(text));

        Assert.Equal((problem, remedy), (refused.Problem, refused.Remedy));
    }
}
