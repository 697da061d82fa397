using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Terraform.Stacks;

public sealed class HeldLockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly RunRecord Run = new("apply", 42, Noon, Noon);

    [Fact]
    public void It_is_read_off_what_terraform_says()
    {
        var held = HeldLock.In(Failure("ci@runner.example"));

        Assert.Equal("9d4f1c0e-0000-4000-8000-000000000001", held!.Id);
        Assert.Equal(("ci@runner.example", "OperationTypeApply"), (held.Who, held.Operation));
        Assert.Equal(Noon.AddSeconds(5).AddTicks(1234567), held.Created);
    }

    [Fact]
    public void Another_failure_is_none() =>
        Assert.Null(HeldLock.In(new TerraformException("plan", 1, [], "Error: no credentials")));

    [Fact]
    public void It_is_of_a_run_that_held_it_from_here_and_was_still_writing()
    {
        var mine = HeldLock.In(Failure($"{Environment.UserName}@{Environment.MachineName}.example"))!;
        var theirs = HeldLock.In(Failure("ci@runner"))!;

        Assert.True(mine.IsOf(Run, Noon.AddSeconds(9)));
        Assert.False(mine.IsOf(Run, Noon.AddSeconds(3)));
        Assert.False(mine.IsOf(Run with { Began = Noon.AddSeconds(8) }, Noon.AddSeconds(9)));
        Assert.False(theirs.IsOf(Run, Noon.AddSeconds(9)));
    }

    [Fact]
    public void The_command_that_frees_it_brings_the_keys_that_were_made_up()
    {
        var options = new StackOptions { Name = "small", Root = "/small", Artifacts = "/artifacts", Backend = new StackBackend.Own(), EndpointUrl = "http://localhost:4566" };
        var held = HeldLock.In(Failure("ci@runner"))!;

        string Command(StackOptions stack, Dictionary<string, string> environment) =>
            held.Problem("small", "/tree", StackEnvironment.ForAPerson(stack, environment)).Remedy.Split("run: ")[1];

        const string Unlock = "terraform -chdir='/tree' force-unlock 9d4f1c0e-0000-4000-8000-000000000001";
        Assert.Equal($"AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test {Unlock}", Command(options, []));
        Assert.Equal(Unlock, Command(options, new() { ["AWS_ACCESS_KEY_ID"] = "a", ["AWS_SECRET_ACCESS_KEY"] = "b" }));
        Assert.Equal(Unlock, Command(options with { EndpointUrl = null }, []));
    }

    private static TerraformException Failure(string who) => new("plan", 1, [new TerraformDiagnostic
    {
        Severity = TerraformSeverity.Error,
        Summary = "Error acquiring the state lock",
        Detail = $"""
            Error message: operation error S3: PutObject, PreconditionFailed
            Lock Info:
              ID:        9d4f1c0e-0000-4000-8000-000000000001
              Path:      states/small.tfstate
              Operation: OperationTypeApply
              Who:       {who}
              Version:   1.11.4
              Created:   2026-01-31 12:00:05.123456789 +0000 UTC
              Info:      

            Terraform acquires a state lock to protect the state.
            """,
    }], "");
}
