using Bunit;
using PrivateInvoke.Explorer.Page;
using PrivateInvoke.Paths;

namespace PrivateInvoke.UnitTests.Explorer;

public sealed class LatencyTests : BunitContext
{
    [Fact]
    public void Nothing_that_was_answered_has_no_histogram() => Assert.Null(Latency.Of([]));

    [Fact]
    public void Times_fall_into_buckets_from_the_quickest_to_the_slowest_with_the_empty_ones_between_them()
    {
        var latency = Latency.Of([Ms(1.5), Ms(12), Ms(19.9), Ms(1.9)])!;

        Assert.Equal([new("< 2 ms", 2), new("< 5 ms", 0), new("< 10 ms", 0), new LatencyBucket("< 20 ms", 2)], latency.Buckets);
    }

    [Fact]
    public void A_time_at_a_bound_is_in_the_bucket_above_it_and_the_last_one_has_no_bound()
    {
        Assert.Equal("< 20 ms", Assert.Single(Latency.Of([Ms(10)])!.Buckets).Name);
        Assert.Equal("≥ 30 s", Assert.Single(Latency.Of([TimeSpan.FromMinutes(15)])!.Buckets).Name);
    }

    [Fact]
    public void Half_and_nineteen_of_twenty_are_by_the_nearest_rank()
    {
        var latency = Latency.Of(Enumerable.Range(1, 20).Reverse().Select(i => Ms(i)))!;

        Assert.Equal((Ms(10), Ms(19), Ms(20), 20), (latency.Median, latency.NinetyFifth, latency.Slowest, latency.Count));
    }

    [Fact]
    public void A_bar_is_as_high_as_its_share_of_the_highest()
    {
        var histogram = Render<LatencyHistogram>(parameters => parameters.Add(one => one.Times, [Ms(1.5), Ms(1.6), Ms(3)]));

        Assert.Equal(["73", "37"], histogram.FindAll("rect").Select(bar => bar.GetAttribute("height")));
        Assert.Contains("3 answered: half within 1.6 ms", histogram.Find("figcaption").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invoke_that_the_endpoint_stops_has_no_line_to_the_callee()
    {
        var invoke = new SeenInvoke(DateTimeOffset.UnixEpoch, "caller", "callee", Verdict.Blocked, "403", "Denied.", null)
        {
            Answer = new SeenAnswer(Ms(1), Ms(2), 403, null),
        };

        var line = Render<InvokeLine>(parameters => parameters.Add(one => one.Invoke, invoke));

        Assert.Equal("stops at the endpoint: 403, decided in 1.0 ms, answered 403 after 2.0 ms", line.Find("svg").GetAttribute("aria-label"));
        Assert.Single(line.FindAll("use[href='#m-blocked']"));
        Assert.DoesNotContain("callee", line.Find("svg").TextContent, StringComparison.Ordinal);
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
