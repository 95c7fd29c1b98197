using System.Net;
using System.Net.Sockets;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Finds ports on loopback for the embedded servers.</summary>
internal static class LoopbackPorts
{
    private const int Attempts = 200;

    /// <summary>The wanted port when it and its neighbours are free, else one that is.</summary>
    /// <param name="wanted">The port from the properties file or the original's standard.</param>
    /// <param name="neighbours">Distances of further ports that the server opens; a broker's are −2 (VIP) and +1 (replication).</param>
    /// <exception cref="IOException">No free port was found.</exception>
    public static int Choose(int wanted, params ReadOnlySpan<int> neighbours)
    {
        if (AreFree(wanted, neighbours))
            return wanted;
        for (var i = 0; i < Attempts; i++)
        {
            var candidate = Ephemeral();
            if (AreFree(candidate, neighbours))
                return candidate;
        }

        throw new IOException($"no free port was found on loopback in {Attempts} attempts");
    }

    private static bool AreFree(int port, ReadOnlySpan<int> neighbours)
    {
        foreach (var distance in neighbours)
        {
            if (!IsFree(port + distance))
                return false;
        }

        return IsFree(port);
    }

    /// <summary>Whether nothing listens at a port.</summary>
    public static bool IsFree(int port)
    {
        if (port is < 1 or > 65535)
            return false;
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            probe.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int Ephemeral()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
