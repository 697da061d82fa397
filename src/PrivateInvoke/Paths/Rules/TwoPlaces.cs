using PrivateInvoke.Cloud;
using PrivateInvoke.Network;

namespace PrivateInvoke.Paths.Rules;

/// <summary>
/// A security group's own blocks beside rules that are resources. The group's apply takes the resources' rules away, and theirs makes them
/// again; its own blocks stay. See https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
/// </summary>
internal static class TwoPlaces
{
    private const string Code = "RULES_IN_TWO_PLACES";

    /// <param name="direction"><c>egress</c> or <c>ingress</c></param>
    /// <param name="lasting">Whether the rules that stay let the traffic pass.</param>
    public static Hop Judge(HopKind kind, SecurityGroup group, string direction, Truth lasting)
    {
        var fix = $"Remove {direction} from {group.Address}, and write its rules as aws_vpc_security_group_{direction}_rule.";
        var both = $"{group.Address} has {direction} of its own beside rules that are resources";
        return lasting is Truth.Yes
            ? Findings.Warning(kind, Code, $"{both}. Its own let this pass; the others are taken away and made again in turn.", fix, group.Address, direction)
            : Findings.Undecided(kind, Code, $"{both}: each apply takes away what the other made.", group.Address, direction, fix);
    }
}
