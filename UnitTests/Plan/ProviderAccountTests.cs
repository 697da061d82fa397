using PrivateInvoke.Plan;

namespace PrivateInvoke.UnitTests.Plan;

/// <summary>Whose account a provider's resources are in, as the provider's block says it in a file and in a plan's JSON.</summary>
public sealed class ProviderAccountTests
{
    [Theory]
    [InlineData("assume_role.role_arn=\"arn:aws:iam::210987654321:role/deploy\"", "210987654321")]
    [InlineData("assume_role=[{\"role_arn\":{\"constant_value\":\"arn:aws:iam::210987654321:role/deploy\"}}]", "210987654321")]
    [InlineData("allowed_account_ids=[\"123456789012\"]", "123456789012")]
    [InlineData("allowed_account_ids={\"constant_value\":[\"123456789012\"]}", "123456789012")]
    [InlineData("allowed_account_ids=[\"123456789012\"]\nassume_role.role_arn=\"arn:aws:iam::210987654321:role/deploy\"", "210987654321")]
    [InlineData("assume_role.role_arn=\"arn:aws:iam::${var.account}:role/deploy\"", null)]
    [InlineData("assume_role.role_arn=var.a ? \"arn:aws:iam::210987654321:role/a\" : \"arn:aws:iam::123456789012:role/b\"", null)]
    [InlineData("assume_role=[{\"role_arn\":{\"references\":[\"var.role\"]}}]", null)]
    [InlineData("allowed_account_ids=[\"123456789012\", \"210987654321\"]", null)]
    [InlineData("allowed_account_ids=[var.account]", null)]
    [InlineData("profile=\"partner\"", null)]
    public void A_provider_names_its_account_where_it_is_a_literal(string credentials, string? account)
    {
        var of = SymbolicAccounts.Of(new Dictionary<string, string> { ["aws"] = "", ["aws.partner"] = credentials })["aws.partner"];

        Assert.Equal(account ?? "000000000001", of);
    }
}
