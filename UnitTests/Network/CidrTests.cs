using System.Net;
using CsCheck;
using PrivateInvoke.Network;

namespace PrivateInvoke.UnitTests.Network;

public sealed class CidrTests
{
    private static readonly Gen<Cidr> V4 =
        Gen.Select(Gen.UInt, Gen.Int[0, 32], (bits, length) => Cidr.Parse($"{Text(bits)}/{length}"));

    // Few addresses and long prefixes, so that blocks meet.
    private static readonly Gen<Cidr> Near =
        Gen.Select(Gen.UInt[0, 255], Gen.Int[24, 32], (bits, length) => Cidr.Parse($"{Text(0x0A000000 + bits)}/{length}"));

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("10.1.2.3/16", "10.1.0.0/16")]
    [InlineData("10.1.2.3", "10.1.2.3/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:db8::1/32", "2001:db8::/32")]
    [InlineData("::/0", "::/0")]
    public void A_block_is_written_with_its_host_bits_cleared(string text, string expected) =>
        Assert.Equal(expected, Cidr.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0/8")]
    [InlineData("10.0.0.256/8")]
    [InlineData("::/129")]
    [InlineData("all")]
    [InlineData("10.0.0.0/8/8")]
    public void What_is_no_block_is_refused(string text) => Assert.False(Cidr.TryParse(text, out _));

    [Fact]
    public void A_block_contains_the_addresses_that_share_its_prefix() =>
        Gen.Select(V4, Gen.UInt).Sample((block, address) =>
            block.Contains(IPAddress.Parse(Text(address))) == SamePrefix(block, address), iter: 10_000);

    [Fact]
    public void Containing_and_overlapping_agree_with_every_single_address() =>
        Gen.Select(Near, Near).Sample((a, b) =>
        {
            var (ofA, ofB) = (Addresses(a), Addresses(b));
            return a.Contains(b) == ofB.IsSubsetOf(ofA) && a.Overlaps(b) == ofA.Overlaps(ofB);
        }, iter: 10_000);

    [Fact]
    public void Several_blocks_cover_a_block_as_their_addresses_do() =>
        Gen.Select(Near, Near.Array[0, 5]).Sample((target, blocks) =>
        {
            var wanted = Addresses(target);
            var given = blocks.SelectMany(Addresses).ToHashSet();
            var expected = wanted.IsSubsetOf(given) ? Truth.Yes : wanted.Overlaps(given) ? Truth.Undecided : Truth.No;
            return new AddressSet.Within(target).CoveredBy(blocks) == expected;
        }, iter: 10_000);

    [Fact]
    public void Parsing_gives_back_what_was_written() => V4.Sample(block => Cidr.Parse(block.ToString()) == block, iter: 10_000);

    [Theory]
    [InlineData("0.0.0.0/0", Truth.Yes)]
    [InlineData("10.0.0.0/8", Truth.No)]
    [InlineData("::/0", Truth.No)]
    [InlineData("52.0.0.0/8", Truth.Undecided)]
    public void Public_addresses_of_AWS_are_anywhere_that_is_public(string block, Truth expected) =>
        Assert.Equal(expected, AddressSet.AwsPublic.Instance.CoveredBy([Cidr.Parse(block)]));

    [Fact]
    public void Two_halves_cover_every_public_address() =>
        Assert.Equal(Truth.Yes, AddressSet.AwsPublic.Instance.CoveredBy([Cidr.Parse("0.0.0.0/1"), Cidr.Parse("128.0.0.0/1")]));

    private static HashSet<uint> Addresses(Cidr block) =>
        [.. Enumerable.Range(0, 256).Select(i => 0x0A000000u + (uint)i).Where(address => block.Contains(IPAddress.Parse(Text(address))))];

    private static bool SamePrefix(Cidr block, uint address)
    {
        var first = block.ToString().Split('/')[0].Split('.').Select(uint.Parse).Aggregate(0u, (bits, octet) => (bits << 8) | octet);
        return block.Length == 0 || first >> (32 - block.Length) == address >> (32 - block.Length);
    }

    private static string Text(uint bits) => $"{bits >> 24}.{(bits >> 16) & 255}.{(bits >> 8) & 255}.{bits & 255}";
}
