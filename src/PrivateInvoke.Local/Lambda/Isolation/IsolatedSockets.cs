using System.Net.Sockets;

namespace PrivateInvoke.Local.Lambda.Isolation;

/// <summary>Sockets of another network namespace.</summary>
/// <param name="Listening">Bound to 127.0.0.1 in there, and listening.</param>
/// <param name="Spare">Not connected: what connects from in there.</param>
/// <param name="Process">The id of a process in there.</param>
public sealed record IsolatedSockets(Socket Listening, Queue<Socket> Spare, int Process);
