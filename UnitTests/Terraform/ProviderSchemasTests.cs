using Google.Protobuf;
using PrivateInvoke.Terraform;

namespace PrivateInvoke.UnitTests.Terraform;

/// <summary>Messages as https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/tfplugin5.proto has them.</summary>
public sealed class ProviderSchemasTests
{
    private const int Provider = 1;
    private const int Resources = 2;
    private const int DataSources = 3;
    private const int Functions = 7;

    [Fact]
    public void Only_the_types_that_a_configuration_names_are_left_and_all_that_is_no_type()
    {
        var provider = Message((1, "a schema"));
        var response = Message(
            (Provider, provider),
            (Resources, Entry("aws_vpc")), (Resources, Entry("aws_subnet")), (Resources, Entry("aws_s3_bucket")),
            (DataSources, Entry("aws_region")), (DataSources, Entry("aws_ami")),
            (Functions, Entry("arn_parse")));

        var kept = ProviderSchemas.Only(new HashSet<string> { "aws_vpc", "aws_subnet", "aws_region" }, "aws_", response.ToByteArray());

        Assert.Equal(
            Message((Provider, provider), (Resources, Entry("aws_vpc")), (Resources, Entry("aws_subnet")), (DataSources, Entry("aws_region")), (Functions, Entry("arn_parse"))),
            ByteString.CopyFrom(kept));
    }

    [Fact]
    public void Another_protocol_is_refused()
    {
        var number = new byte[] { 8, 1 };

        Assert.Throws<InvalidDataException>(() => ProviderSchemas.Only(new HashSet<string>(), "aws_", number));
    }

    [Fact]
    public void Another_version_of_a_provider_has_schemas_of_its_own()
    {
        using var folder = new TemporaryFolder();
        var program = folder.Write("terraform-provider-aws_v5.100.0_x5", "one");
        var before = ProviderSchemas.FileOf(program, folder.Path);

        folder.Write("terraform-provider-aws_v5.100.0_x5", "another");

        Assert.NotEqual(before, ProviderSchemas.FileOf(program, folder.Path));
    }

    private static ByteString Entry(string key) => Message((1, key), (2, $"the schema of {key}"));

    private static ByteString Message(params IEnumerable<(int Field, object Value)> fields)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        foreach (var (field, value) in fields)
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(value as ByteString ?? ByteString.CopyFromUtf8((string)value));
        }

        output.Flush();
        return ByteString.CopyFrom(stream.ToArray());
    }
}
