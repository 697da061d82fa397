using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PrivateInvoke.UnitTests;

/// <summary>Data flows one way: a room, which is a folder and a namespace, uses rooms that stand before it and no other.</summary>
public sealed partial class RoomsTests
{
    private static readonly string[] Order =
    [
        "Terraform", "Plan", "Network", "Iam", "Cloud", "Paths", "Cost",
        "Loopback", "Answers", "Lambda", "Endpoint", "Local", "Packaging", "Provisioning", "Deployment",
    ];

    public static TheoryData<string> Rooms =>
        [.. Directory.EnumerateDirectories(Library()).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("bin" or "obj"))];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Rooms))]
    public async Task A_room_uses_only_those_before_it(string room)
    {
        Assert.Contains(room, Order);
        var before = Order.TakeWhile(other => other != room).ToHashSet();

        foreach (var file in Directory.EnumerateFiles(Path.Combine(Library(), room), "*.cs", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            var after = UsedRoom().Matches(text).Select(match => match.Groups[1].Value).Where(other => other != room && !before.Contains(other));
            Assert.True(!after.Any(), $"{Path.GetRelativePath(Library(), file)} uses {string.Join(", ", after)}.");
        }
    }

    private static string Library([CallerFilePath] string file = "") =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(file))!, "PrivateInvoke");

    [GeneratedRegex(@"^using (?:static )?PrivateInvoke\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex UsedRoom();
}
