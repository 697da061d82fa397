namespace Amazon.Lambda.Core;

/// <summary>What the invoker sent as <c>X-Amz-Client-Context</c>. Members that it left out are null.</summary>
public interface IClientContext
{
    IDictionary<string, string> Environment { get; }

    IClientApplication Client { get; }

    IDictionary<string, string> Custom { get; }
}
