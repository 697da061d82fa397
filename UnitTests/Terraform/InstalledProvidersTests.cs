using Microsoft.Extensions.Time.Testing;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

public sealed class InstalledProvidersTests : IDisposable
{
    private const string Link = ".terraform/providers/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly InstalledProviders _kept;

    public InstalledProvidersTests()
    {
        _kept = new InstalledProviders(_folder.At("kept"), _time);
        _folder.Write("cache/aws/terraform-provider-aws", "700 MB");
        _folder.Write("first/.terraform.lock.hcl", "first");
        Directory.CreateDirectory(_folder.At("second"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_workspace_takes_over_the_links_and_the_lock_file_of_another()
    {
        LinkFirst();
        _kept.Keep("key", _folder.At("first"));

        Assert.True(_kept.TakeOver("key", _folder.At("second")));

        Assert.Equal("700 MB", File.ReadAllText(_folder.At("second", Link, "terraform-provider-aws")));
        Assert.Equal("first", File.ReadAllText(_folder.At("second", ".terraform.lock.hcl")));
    }

    [Fact]
    public void What_the_workspace_was_linked_to_before_is_gone()
    {
        LinkFirst();
        _kept.Keep("key", _folder.At("first"));
        _folder.Write("second/.terraform/providers/registry.terraform.io/hashicorp/aws/4.0.0/linux_amd64/terraform-provider-aws", "old");

        Assert.True(_kept.TakeOver("key", _folder.At("second")));

        Assert.False(Directory.Exists(_folder.At("second", ".terraform/providers/registry.terraform.io/hashicorp/aws/4.0.0")));
    }

    [Fact]
    public void Another_key_takes_over_nothing()
    {
        LinkFirst();
        _kept.Keep("key", _folder.At("first"));

        Assert.False(_kept.TakeOver("other", _folder.At("second")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.At("second")));
    }

    [Fact]
    public void After_a_day_the_registry_is_asked_again()
    {
        LinkFirst();
        _kept.Keep("key", _folder.At("first"));
        _time.Advance(TimeSpan.FromHours(25));

        Assert.False(_kept.TakeOver("key", _folder.At("second")));
    }

    [Fact]
    public void A_provider_that_is_not_there_any_more_is_not_linked()
    {
        LinkFirst();
        _kept.Keep("key", _folder.At("first"));
        Directory.Delete(_folder.At("cache"), recursive: true);

        Assert.False(_kept.TakeOver("key", _folder.At("second")));
    }

    [Fact]
    public void A_provider_that_was_unpacked_in_its_workspace_is_not_kept()
    {
        _folder.Write($"first/{Link}/terraform-provider-aws", "700 MB");
        _kept.Keep("key", _folder.At("first"));

        Assert.False(_kept.TakeOver("key", _folder.At("second")));
    }

    [Fact]
    public void The_newest_installation_of_a_key_is_kept()
    {
        LinkFirst();
        _kept.Keep("key", _folder.At("first"));
        _folder.Write("first/.terraform.lock.hcl", "second");
        _kept.Keep("key", _folder.At("first"));

        Assert.True(_kept.TakeOver("key", _folder.At("second")));
        Assert.Equal("second", File.ReadAllText(_folder.At("second", ".terraform.lock.hcl")));
        Assert.Equal(["key"], Directory.EnumerateFileSystemEntries(_folder.At("kept")).Select(Path.GetFileName));
    }

    private void LinkFirst()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.At("first", Link))!);
        Directory.CreateSymbolicLink(_folder.At("first", Link), _folder.At("cache", "aws"));
    }
}
