namespace PrivateInvoke.Local.Lambda;

/// <summary>Takes a response while the function still writes it.</summary>
public interface IResponseParts
{
    /// <param name="part">Good until the call returns. A part that comes after the invocation has ended is dropped.</param>
    ValueTask WriteAsync(ReadOnlyMemory<byte> part);
}
