using PrivateInvoke.Terraform.Deployment;

namespace PrivateInvoke.UnitTests.Deployment;

public sealed class EmulatorImageTests
{
    [Theory]
    [InlineData("localstack/localstack:4.14.0", "/_localstack/health", true, false)]
    [InlineData("localstack/localstack-pro", "/_localstack/health", true, false)]
    [InlineData("localhost:5000/localstack/localstack:latest", "/_localstack/health", true, false)]
    [InlineData("floci/floci:1.5.30", "/_floci/health", false, true)]
    [InlineData("registry.example.com/mirror/floci:latest", "/_floci/health", false, true)]
    [InlineData("localstack.example.com/mirror/other:1", "/_localstack/health", false, false)]
    public void An_image_is_known_by_its_repository(string image, string health, bool isLocalStack, bool isFloci) => Assert.Equal(
        (health, isLocalStack, isFloci), (EmulatorImage.HealthPath(image), EmulatorImage.IsLocalStack(image), EmulatorImage.IsFloci(image)));

    [Theory]
    [InlineData("floci/floci:1.5.30", "floci/floci", "1.5.30")]
    [InlineData("localhost:5000/floci", "localhost:5000/floci", "latest")]
    public void A_registrys_port_is_no_tag(string image, string name, string tag) => Assert.Equal((name, tag), EmulatorImage.Split(image));
}
