namespace PrivateInvoke.IntegrationTests.Aspire;

/// <summary>Stands where the tests of the Aspire application are, on a feed that has no Aspire.</summary>
public sealed class AspireHostTests
{
    [Fact]
    public void The_AppHost_is_an_Aspire_application() =>
        Assert.Skip("The package feed carries no Aspire.Hosting, so the tests of the Aspire application are not built.");
}
