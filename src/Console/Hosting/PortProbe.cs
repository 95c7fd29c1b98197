using System.Net;
using System.Net.Sockets;

namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>Tries the ports before anything is started, so that a taken one is noticed before there are child processes and files.</summary>
internal static class PortProbe
{
    /// <summary>Binds each fixed port for a moment.</summary>
    /// <returns>What is wrong with the first address that cannot be served, or null.</returns>
    public static string? Problem(IEnumerable<string> urls)
    {
        foreach (var address in urls.Select(BindingAddress.Parse).Where(address => address.Port > 0))
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(Interface(address.Host), address.Port));
            }
            catch (SocketException failure)
            {
                return Explain(failure.SocketErrorCode, address);
            }
        }

        return null;
    }

    // As Kestrel reads hosts: a name that is no address means every interface.
    private static IPAddress Interface(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address
        : IPAddress.IPv6Any;

    private static string Explain(SocketError error, BindingAddress address) => error switch
    {
        SocketError.AddressAlreadyInUse =>
            $"Port {address.Port} is already taken by another program. Stop that program, or choose another port with --urls, for example --urls http://127.0.0.1:8090.",
        SocketError.AccessDenied =>
            $"This user may not serve at port {address.Port}. Choose a port above 1023 with --urls.",
        SocketError.AddressNotAvailable =>
            $"No network interface of this machine has the address {address.Host}. Choose another one with --urls.",
        _ => $"The pages cannot be served at {address}: {error}. Choose another address with --urls.",
    };
}
