namespace Amazon.Lambda.Model;

public class VpcConfigDetail
{
    public bool? Ipv6AllowedForDualStack { get; set; }

    public List<string> SecurityGroupIds { get; set; }

    public List<string> SubnetIds { get; set; }

    public string VpcId { get; set; }
}
