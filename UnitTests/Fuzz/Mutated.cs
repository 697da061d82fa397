using CsCheck;

namespace PrivateInvoke.UnitTests.Fuzz;

/// <summary>Bytes that were right, with a few places changed, cut out, doubled or filled with anything.</summary>
internal static class Mutated
{
    public static Gen<byte[]> Of(byte[] seed) =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, seed.Length], Gen.Int[0, 40], Gen.Byte.Array[0, 40]).Array[1, 6].Select(changes => Apply(seed, changes));

    private static byte[] Apply(byte[] seed, (int Kind, int At, int Length, byte[] Added)[] changes)
    {
        var bytes = new List<byte>(seed);
        foreach (var (kind, place, most, added) in changes)
        {
            var at = Math.Min(place, bytes.Count);
            var length = Math.Min(most, bytes.Count - at);
            switch (kind)
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, added);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    for (var i = 0; i < Math.Min(length, added.Length); i++)
                        bytes[at + i] = added[i];
                    break;
            }
        }

        return [.. bytes];
    }
}
