namespace PrivateInvoke.Local.Lambda.Isolation;

/// <summary>A server out here that an isolated process reaches at the address that it has out here.</summary>
public interface IReachableServer
{
    int Port { get; }

    /// <summary>Answers on the sockets too, until what is returned is disposed.</summary>
    ValueTask<IAsyncDisposable> ListenAsync(IsolatedSockets sockets);
}
