using System.Xml.Linq;

namespace PrivateInvoke.Terraform.Answers;

/// <summary>
/// Endpoint services of AWS itself: a region has one of each name. Zones are those that most regions have; a service that lacks one of
/// them refuses the endpoint there when it is made, of which a plan says nothing either.
/// See https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html
/// </summary>
internal static class EndpointServices
{
    private const string Interface = "Interface", Gateway = "Gateway";

    private static readonly XNamespace Ec2 = "http://ec2.amazonaws.com/doc/2016-11-15/";

    /// <returns>Null where the answer is not certain.</returns>
    public static XElement? Describe(AwsQuestion question)
    {
        // China's names have two forms.
        var prefix = $"com.amazonaws.{question.Region}.";
        if (question["ServiceName.1"] is not { } name || question["ServiceName.2"] is not null
            || !name.StartsWith(prefix, StringComparison.Ordinal) || question.Region.StartsWith("cn-", StringComparison.Ordinal)
            || !TryReadType(question, out var asked) || TypeOf(name[prefix.Length..], asked) is not { } type)
            return null;

        return new XElement(
            Ec2 + "DescribeVpcEndpointServicesResponse",
            new XElement(Ec2 + "serviceNameSet", Item(name)),
            new XElement(Ec2 + "serviceDetailSet", new XElement(
                Ec2 + "item",
                new XElement(Ec2 + "serviceName", name),
                new XElement(Ec2 + "serviceId", $"vpce-svc-{name[prefix.Length..]}"),
                new XElement(Ec2 + "serviceType", new XElement(Ec2 + "item", new XElement(Ec2 + "serviceType", type))),
                new XElement(Ec2 + "availabilityZoneSet", "abcdef".Select(zone => Item($"{question.Region}{zone}"))),
                new XElement(Ec2 + "owner", "amazon"),
                new XElement(Ec2 + "acceptanceRequired", "false"),
                new XElement(Ec2 + "managesVpcEndpoints", "false"),
                new XElement(Ec2 + "vpcEndpointPolicySupported", "true"))));
    }

    private static XElement Item(string text) => new(Ec2 + "item", text);

    /// <returns>False where the question has filters that only AWS can apply.</returns>
    private static bool TryReadType(AwsQuestion question, out string? type)
    {
        type = question["Filter.1.Value.1"];
        return question["Filter.1.Name"] switch
        {
            null => true,
            "service-type" => type is Interface or Gateway && question["Filter.1.Value.2"] is null && question["Filter.2.Name"] is null,
            _ => false,
        };
    }

    /// <returns>Null where there is no such service, or where two are of this name.</returns>
    private static string? TypeOf(string service, string? asked) => service switch
    {
        "s3" or "dynamodb" => asked,
        "s3express" => asked is null or Gateway ? Gateway : null,
        _ => asked is null or Interface ? Interface : null,
    };
}
