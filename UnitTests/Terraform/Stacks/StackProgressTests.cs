using PrivateInvoke.Terraform;
using PrivateInvoke.Terraform.Deployment;
using PrivateInvoke.Terraform.Stacks;

namespace PrivateInvoke.UnitTests.Terraform.Stacks;

public sealed class StackProgressTests
{
    [Theory]
    [InlineData("delete", "delete", true)]
    [InlineData("delete", "update", false)]
    public void All_is_gone_when_every_resource_of_AWS_that_was_read_is_deleted(string first, string second, bool isGone)
    {
        var progress = Of(
            Read("aws_vpc.this"), Read("module.network.aws_subnet.private[\"a\"]"), Read("terraform_data.note"),
            new TerraformProgress.ResourceStarted("data.aws_region.current", "read"),
            new TerraformProgress.DriftFound("aws_vpc.this", first), new TerraformProgress.DriftFound("module.network.aws_subnet.private[\"a\"]", second));

        Assert.Equal(isGone, progress.IsAllGone);
        Assert.Equal(2, progress.Drifted.Count);
    }

    [Fact]
    public void A_resource_that_is_still_there_keeps_the_others_from_passing_for_all()
    {
        var progress = Of(Read("aws_vpc.this"), Read("aws_sns_topic.this"), new TerraformProgress.DriftFound("aws_vpc.this", "delete"));

        Assert.False(progress.IsAllGone);
    }

    [Fact]
    public void Nothing_is_gone_of_nothing() => Assert.False(Of().IsAllGone);

    [Fact]
    public void What_is_gone_is_told_in_one_line_and_what_is_the_emulators_with_its_resource()
    {
        var drift = new StackState.Drifted(["aws_vpc.this", "aws_vpc_endpoint.lambda"]);

        Assert.Equal(["aws_vpc.this", "aws_vpc_endpoint.lambda"], DriftText.Lines(drift, "AWS"));
        Assert.StartsWith("Nothing of it is there any more at http://localhost:4566", Assert.Single(DriftText.Lines(drift with { IsGone = true }, "http://localhost:4566")), StringComparison.Ordinal);
        Assert.StartsWith(
            "aws_vpc_endpoint.lambda (the emulator's own", DriftText.Lines(drift with { EmulatorsOwn = ["aws_vpc_endpoint.lambda"] }, "").Last(), StringComparison.Ordinal);
    }

    private static TerraformProgress.ResourceStarted Read(string address) => new(address, "");

    private static StackProgress Of(params TerraformProgress[] events)
    {
        var progress = new StackProgress(log: null);
        foreach (var one in events)
            progress.Report(one);

        return progress;
    }
}
