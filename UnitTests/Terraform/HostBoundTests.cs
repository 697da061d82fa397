using CliWrap;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

/// <summary>The system's own shell is the program.</summary>
public sealed class HostBoundTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_program_that_is_to_end_takes_what_it_has_started_and_its_sockets_with_it()
    {
        Assert.SkipUnless(HostBound.IsPossible, "There is no setsid.");
        using var folder = new TemporaryFolder();
        using var end = new CancellationTokenSource();
        var started = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Both hold a lock of this file; its folder of temporary files is written last.
        var script = $"exec 8>'{folder.At("alive")}'; flock 8; sleep 600 & touch \"$TMPDIR/plugin\"; echo \"$TMPDIR\"; wait";
        var running = HostBound.Wrap("/bin/sh", ["-c", script], end.Token)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line => started.TrySetResult(line)))
            .ExecuteAsync(CancellationToken.None);
        var temporary = await started.Task.WaitAsync(TestContext.Current.CancellationToken);
        await end.CancelAsync();
        await running;

        // The lock is free when the last of them is gone.
        await Cli.Wrap("flock").WithArguments([folder.At("alive"), "true"]).ExecuteAsync(TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(temporary));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_provider_that_cannot_be_attached_is_none()
    {
        Assert.SkipUnless(HostBound.IsPossible, "There is no setsid.");
        using var folder = new TemporaryFolder();
        var provider = folder.Script("terraform-provider-old", "echo 'flag provided but not defined: -debug' >&2; exit 2");

        Assert.Null(await ProviderProcess.StartAsync(
            provider, folder.Path, new Dictionary<string, string?>(), TimeProvider.System, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_provider_is_kept_until_its_environment_is_another_one_or_it_has_ended()
    {
        Assert.SkipUnless(HostBound.IsPossible, "There is no setsid.");
        using var folder = new TemporaryFolder();
        var provider = folder.Script("terraform-provider-new", """printf "\tTF_REATTACH_PROVIDERS='{\"aws\":{\"ProtocolVersion\":5,\"Pid\":$$,\"Addr\":{\"Network\":\"unix\",\"String\":\"$TMPDIR/provider\"}}}'\n"; exec sleep 600""");
        var workspace = Workspace.For(folder.Path, folder.Path);
        await using var kept = new KeptProvider();
        var cancel = TestContext.Current.CancellationToken;

        var first = await kept.AttachAsync(provider, new Dictionary<string, string?> { ["AWS_REGION"] = "eu-west-1" }, new HashSet<string>(), workspace, cancel);
        var second = await kept.AttachAsync(provider, new Dictionary<string, string?> { ["AWS_REGION"] = "eu-west-1" }, new HashSet<string>(), workspace, cancel);
        var other = await kept.AttachAsync(provider, new Dictionary<string, string?> { ["AWS_REGION"] = "us-east-1" }, new HashSet<string>(), workspace, cancel);

        Assert.NotNull(first);
        Assert.Equal(first, second);
        Assert.NotNull(other);
        Assert.NotEqual(first, other);
    }
}
