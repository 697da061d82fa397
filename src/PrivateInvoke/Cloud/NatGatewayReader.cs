namespace PrivateInvoke.Cloud;

/// <summary>aws_nat_gateway.</summary>
internal static class NatGatewayReader
{
    public static Catalog<NatGateway> Read(PlanIndex plan) => new(plan.All("aws_nat_gateway").Select(nat => new NatGateway
    {
        Address = nat.Address,
        Id = nat.Id,
        Whole = !nat.IsData,
        IsPublic = nat.Values.Text("connectivity_type").Or("public").Select(type => type != "private"),
        IsRegional = nat.Values.Text("availability_mode").Or("zonal").Select(mode => mode == "regional"),
        Vpc = nat.Values.Filled("vpc_id").OrUnknown(),
        Subnet = nat.Values.Text("subnet_id").OrUnknown(),
        Allocation = nat.IsData ? nat.Values.Text("allocation_id").OrUnknown() : nat.Values.Text("allocation_id"),
    }));
}
