using System.Globalization;
using CsCheck;
using PrivateInvoke.Iam;
using PrivateInvoke.Network;

namespace PrivateInvoke.UnitTests.Iam.Oracle;

/// <summary>
/// Requests by chance get the answers that an evaluator of others' gives them. Where the two differed, AWS's documentation decided:
/// <see cref="DecidedTests"/>. The number of requests is 1,500, or what the environment variable IAM_REQUESTS says.
/// </summary>
public sealed class OracleTests
{
    [Fact(Timeout = 600_000)]
    public async Task Random_requests_get_the_answers_of_iam_simulate()
    {
        // The same requests each day, since a difference may as well be the other's mistake; a batch that is asked for is a new one.
        var asked = Environment.GetEnvironmentVariable("IAM_REQUESTS");
        var count = int.Parse(asked ?? "1500", CultureInfo.InvariantCulture);
        var requests = RandomRequests.All.Array[count];
        var cases = asked is null ? requests.Single(_ => true, "0N0XIzNsQ0O2") : requests.Single();

        var answers = await Simulator.AnswerAsync(cases.Select(one => one.ToSimulation()), TestContext.Current.CancellationToken);

        Assert.Equal(count, answers.Length);
        var own = cases.Select(one => one.Ask()).ToArray();
        var differences = Enumerable.Range(0, count).Where(i => !Agrees(own[i], answers[i])).ToArray();
        var undecided = own.Count(answer => answer.Access is Access.Undecided);
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} requests: {differences.Length} differences, {undecided} undecided, "
            + string.Join(", ", answers.CountBy(answer => answer).Select(answer => $"{answer.Value} {answer.Key}")));
        Assert.True(differences.Length == 0, $"{differences.Length} of {count} differ. The smallest:\n" + string.Join("\n", differences
            .OrderBy(i => cases[i].ToSimulation().Length).Take(8).Select(i => $"here {own[i].Access}, there {answers[i]}: {cases[i].ToSimulation()}")));
        Assert.True(undecided * 20 < count, $"{undecided} of {count} are undecided.");
    }

    /// <summary>Undecided agrees with every answer; a Deny that may apply, where nothing allows, with both kinds of denial.</summary>
    private static bool Agrees(AccessAnswer own, string other) => own.Access switch
    {
        Access.Undecided => !other.StartsWith("error", StringComparison.Ordinal),
        Access.ImplicitlyDenied when own.Denied is Truth.Undecided => other.EndsWith("Denied", StringComparison.Ordinal),
        var access => $"{access}" == other,
    };
}
