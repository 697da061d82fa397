using PrivateInvoke.Network;
using PrivateInvoke.Plan;

namespace PrivateInvoke.Cloud;

/// <summary>aws_internet_gateway, aws_internet_gateway_attachment, and route tables that are associated with one.</summary>
internal static class InternetGatewayReader
{
    public static Catalog<InternetGateway> Read(PlanIndex plan)
    {
        var attachments = plan.Managed("aws_internet_gateway_attachment").By("internet_gateway_id");
        var edges = plan.Managed("aws_route_table_association")
            .Where(association => association.Values.Filled("gateway_id") is not Planned<string>.Absent).By("gateway_id");
        return new Catalog<InternetGateway>(plan.All("aws_internet_gateway").Select(gateway => new InternetGateway
        {
            Address = gateway.Address,
            Id = gateway.Id,
            Whole = !gateway.IsData,
            Aliases = Reading.Known(gateway.Arn),
            Vpc = gateway.IsData ? Planned<string>.Unknown.Instance : Vpc(gateway, attachments),
            EdgeTables = [.. edges.Of(Reading.Known(gateway.Id)).Concat(edges[null]).Select(edge => edge.Values.Text("route_table_id").OrUnknown())],
        }));
    }

    private static Planned<string> Vpc(PlannedResource gateway, ILookup<string?, PlannedResource> attachments)
    {
        var own = gateway.Values.Filled("vpc_id");
        if (own is not Planned<string>.Absent)
            return own;
        return attachments.Of(Reading.Known(gateway.Id)).Select(attachment => attachment.Values.Text("vpc_id").OrUnknown())
            .FirstOrDefault(attachments[null].Any() || !gateway.Id.TryGet(out _) ? Planned<string>.Unknown.Instance : own);
    }
}
