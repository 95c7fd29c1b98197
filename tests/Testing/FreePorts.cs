using System.Net;
using System.Net.Sockets;

namespace RocketMQ.Testing;

/// <summary>Ports for servers that tests start. A broker also uses the port two below (VIP) and one above (replication).</summary>
public static class FreePorts
{
    private static readonly Lock Gate = new();
    private static int _last = 20_000 + Environment.ProcessId % 200 * 50;

    /// <summary>A port that is free, with its neighbours, and was not handed out before in this process.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            while (true)
            {
                _last = _last > 32_000 ? 20_000 : _last + 5;
                if (IsFree(_last) && IsFree(_last - 2) && IsFree(_last + 1))
                    return _last;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
