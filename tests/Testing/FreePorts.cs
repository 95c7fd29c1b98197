using System.Net;
using System.Net.Sockets;

namespace RocketMQ.Testing;

/// <summary>Ports for servers that tests start. A broker also uses the port two below (VIP) and one above (replication).</summary>
public static class FreePorts
{
    private const int First = 20_000;
    private const int Last = 32_000;
    // A console's clusters follow each other at steps of 10 (name servers) and 500 (brokers).
    private const int ConsoleBlock = 100;
    private const int ConsoleBrokers = 50;

    private static readonly Lock Gate = new();
    private static int _last = First + Environment.ProcessId % 200 * 50;

    /// <summary>A port that is free, with its neighbours, and was not handed out before in this process.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            while (true)
            {
                _last = _last > Last ? First : _last + 5;
                if (IsFreeForBroker(_last))
                    return _last;
            }
        }
    }

    /// <summary>
    /// Ports for the clusters of one console, as its option <c>--ports</c> takes them. Two consoles that start at the same moment and
    /// want the same ports both find them free, and one of them then sees a server of its cluster end and start again elsewhere.
    /// </summary>
    public static (int NameServer, int Broker) NextOfConsole()
    {
        lock (Gate)
        {
            while (true)
            {
                _last = _last + (2 * ConsoleBlock) > Last ? First : _last + ConsoleBlock;
                var (nameServer, broker) = (_last, _last + ConsoleBrokers);
                if (!IsFree(nameServer) || !IsFreeForBroker(broker))
                    continue;
                _last += ConsoleBlock;
                return (nameServer, broker);
            }
        }
    }

    private static bool IsFreeForBroker(int port) => IsFree(port) && IsFree(port - 2) && IsFree(port + 1);

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
