using Amazon.Runtime;

namespace Amazon.Lambda;

public class LastUpdateStatus(string value) : ConstantClass(value)
{
    public static readonly LastUpdateStatus Failed = new("Failed");

    public static readonly LastUpdateStatus InProgress = new("InProgress");

    public static readonly LastUpdateStatus Successful = new("Successful");

    public static LastUpdateStatus FindValue(string value) => FindValue<LastUpdateStatus>(value);

    public static implicit operator LastUpdateStatus(string value) => FindValue(value);
}
