using System.ComponentModel;
using Isolation;

// unshare -rnm -- dotnet exec PrivateInvoke.Isolation.dll SOCKET PORTS PROGRAM [ARGUMENT]…   as Lambda/Isolation starts it
// unshare -rnm -- dotnet exec PrivateInvoke.Isolation.dll --try                              whether this kernel lets it
try
{
    Network.BlackHole();
    NameService.Hide();
    if (args is [var socket, var ports, .. var command] && command.Length > 0)
    {
        Openings.HandOver(socket, [.. ports.Split(',').Select(int.Parse)]);
        NextProgram.Become(command);
    }

    return 0;
}
catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
