using CsCheck;
using PrivateInvoke.Network;

namespace PrivateInvoke.UnitTests.Network;

public sealed class AclRulesTests
{
    private static readonly Gen<AclEntry> Entries =
        from number in Gen.Int[1, 5]
        from allows in Gen.Bool
        from first in Gen.Int[0, 15]
        from length in Gen.Int[28, 32]
        from ports in Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7])
        from all in Gen.Int[0, 4]
        select new AclEntry
        {
            Address = "",
            Number = number,
            Allows = allows,
            Protocol = all == 0 ? "-1" : "6",
            FromPort = Math.Min(ports.Item1, ports.Item2),
            ToPort = Math.Max(ports.Item1, ports.Item2),
            Block = Cidr.Parse($"10.0.0.{first}/{length}"),
        };

    [Fact]
    public void The_answer_is_that_of_every_single_address_and_port() =>
        Gen.Select(Entries.Array[0, 5], Gen.Int[28, 32], Gen.Select(Gen.Int[0, 7], Gen.Int[0, 7])).Sample((entries, length, between) =>
        {
            // Numbers are unique in an ACL.
            entries = [.. entries.DistinctBy(entry => entry.Number)];
            var ports = new PortRange(Math.Min(between.Item1, between.Item2), Math.Max(between.Item1, between.Item2));
            var others = Cidr.Parse($"10.0.0.0/{length}");
            var single =
                from address in Enumerable.Range(0, 1 << (32 - length))
                from port in Enumerable.Range(ports.From, ports.To - ports.From + 1)
                select Allows(entries, Cidr.Parse($"10.0.0.{address}"), port);
            var expected = single.Distinct().ToArray() is [var alike] ? Truths.Of(alike) : Truth.Undecided;
            return new AclRules { Entries = entries }.Passes(new AddressSet.Within(others), ports) == expected;
        }, iter: 10_000);

    [Fact]
    public void What_no_entry_speaks_of_is_denied() =>
        Assert.Equal(Truth.No, new AclRules { Entries = [] }.Passes(AddressSet.AwsPublic.Instance, PortRange.One(443)));

    [Fact]
    public void A_denied_public_block_leaves_the_API_undecided() =>
        Assert.Equal(Truth.Undecided, new AclRules
        {
            Entries =
            [
                new AclEntry { Address = "", Number = 1, Allows = false, Protocol = "-1", Block = Cidr.Parse("52.0.0.0/8") },
                .. AclRules.AllowAll.Entries,
            ],
        }.Passes(AddressSet.AwsPublic.Instance, PortRange.One(443)));

    private static bool Allows(AclEntry[] entries, Cidr address, int port) =>
        entries.OrderBy(entry => entry.Number.TryGet(out var number) ? number : 0)
            .FirstOrDefault(entry => entry.Block.TryGet(out var block) && block.Contains(address)
                && (entry.Protocol.Text() == "-1" || (entry.FromPort.TryGet(out var from) && entry.ToPort.TryGet(out var to) && from <= port && port <= to)))
            ?.Allows.IsTrue() is Truth.Yes;
}
