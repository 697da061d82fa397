namespace PrivateInvoke.Cloud;

/// <summary>aws_vpc_block_public_access_options and _exclusion.</summary>
internal static class BlockPublicAccessReader
{
    public static BlockPublicAccess Read(PlanIndex plan) =>
        plan.Managed("aws_vpc_block_public_access_options").FirstOrDefault() is { } options
            ? new BlockPublicAccess(
                options.Address,
                options.Values.Text("internet_gateway_block_mode").OrUnknown(),
                [
                    .. plan.Managed("aws_vpc_block_public_access_exclusion").Select(exclusion =>
                        new PublicAccessExclusion(exclusion.Values.Filled("vpc_id"), exclusion.Values.Filled("subnet_id"))),
                ])
            : BlockPublicAccess.Off;
}
