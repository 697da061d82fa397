using CsCheck;
using PrivateInvoke.Explorer;

namespace PrivateInvoke.UnitTests.Explorer;

public sealed class NameOrderTests
{
    [Theory]
    [InlineData("caller-3 caller-25 caller-249")]
    [InlineData("a a1 a1b a2 a10 aa b")]
    [InlineData("v1-2 v1-10 v2-1")]
    [InlineData("orders-99999999999999999999 orders-100000000000000000000")]
    [InlineData("n007 n7 n8")]
    public void A_number_in_a_name_counts_by_its_value(string names) =>
        Assert.Equal(names.Split(' '), names.Split(' ').Reverse().Order(NameOrder.Instance));

    [Fact]
    public void Two_names_are_equal_only_where_they_are_the_same_and_the_order_of_three_holds()
    {
        var name = Gen.String[Gen.Char["ab019-"], 0, 5];
        Gen.Select(name, name, name).Sample((a, b, c) =>
        {
            var order = NameOrder.Instance;
            Assert.Equal(a == b, order.Compare(a, b) == 0);
            Assert.Equal(Math.Sign(order.Compare(a, b)), -Math.Sign(order.Compare(b, a)));
            if (order.Compare(a, b) < 0 && order.Compare(b, c) < 0)
                Assert.True(order.Compare(a, c) < 0, $"{a} {b} {c}");
        });
    }
}
