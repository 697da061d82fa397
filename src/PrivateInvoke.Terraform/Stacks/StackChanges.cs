namespace PrivateInvoke.Terraform.Stacks;

/// <summary>Numbers of resource instances, as terraform counts them: a replaced one is added and removed.</summary>
public sealed record StackChanges(int Add, int Change, int Remove)
{
    public int Total => Add + Change + Remove;

    public override string ToString() => $"{Add} to add, {Change} to change, {Remove} to remove";
}
