namespace PrivateInvoke.Network;

/// <summary>
/// The ports of the services that are not served on 443 alone; a client uses one of them, the first is the usual one.
/// </summary>
internal static class ServicePorts
{
    public const int Https = 443;

    private static readonly Dictionary<string, int[]> Others = new()
    {
        // https://docs.aws.amazon.com/ses/latest/dg/smtp-connect.html
        ["email-smtp"] = [587, 465, 2587, 2465, 25],
        // https://docs.aws.amazon.com/keyspaces/latest/devguide/vpc-endpoints.html
        ["cassandra"] = [9142],
        ["cassandra-fips"] = [9142],
        // https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html
        ["iot.data"] = [8883, 443],
        ["deviceadvisor.iot"] = [8883, 443],
        // https://docs.aws.amazon.com/codecommit/latest/userguide/codecommit-and-interface-VPC.html: Git over HTTPS and over SSH
        ["git-codecommit"] = [443, 22],
        ["git-codecommit-fips"] = [443, 22],
        // https://docs.aws.amazon.com/iot-wireless/latest/developerguide/vpc-endpoint-network.html
        ["lorawan.cups"] = [443],
        ["lorawan.lns"] = [8887],
        // https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html
        ["transfer.server"] = [22, 21],
    };

    public static IReadOnlyList<int> Of(string service) => Others.GetValueOrDefault(service, [Https]);
}
