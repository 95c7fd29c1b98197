using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RocketMQ.Testing;

/// <summary>
/// A cable between two processes: passes bytes between those who connect to it and a port of loopback, until it is cut, slowed down or made
/// to stop in the middle of something.
/// </summary>
/// <remarks>Two loops for each connection. Limits may be changed at any time and count from the next piece on; <see cref="Cut"/> ends what is open.</remarks>
public sealed class TcpRelay : IAsyncDisposable
{
    private const int Piece = 16 * 1024;

    private readonly int _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Socket, Socket> _open = new();
    private readonly Task _accepting;
    private long _passed;
    private int _cuts;
    private long _cutAfter = long.MaxValue;

    /// <param name="target">Port of loopback that is at the other end.</param>
    public TcpRelay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>"host:port" to connect to.</summary>
    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>Whether connections are accepted; those that are open stay.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>How long each piece is on its way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Bytes per second from the target to those who connected; 0 for no limit.</summary>
    public int BytesPerSecond { get; set; }

    /// <summary>Bytes that have come from the target, over all connections.</summary>
    public long Passed => Volatile.Read(ref _passed);

    /// <summary>Connections that <see cref="CutAfter"/> has ended.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Ends the open connections once so many more bytes have come from the target, be it in the middle of something.</summary>
    public void CutAfter(long bytes) => Volatile.Write(ref _cutAfter, Passed + bytes);

    /// <summary>Ends the open connections.</summary>
    public void Cut()
    {
        foreach (var (near, far) in _open)
        {
            near.Close(0);
            far.Close(0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptSocketAsync(_stopping.Token);
                if (IsUp)
                    _ = PassAsync(near);
                else
                    near.Close(0);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            return;
        }
    }

    private async Task PassAsync(Socket near)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _open[near] = far;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
            await await Task.WhenAny(PassAsync(near, far, fromTarget: false), PassAsync(far, near, fromTarget: true));
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Either end closed it, or it was cut.
        }
        finally
        {
            _open.TryRemove(near, out _);
            near.Close(0);
        }
    }

    private async Task PassAsync(Socket from, Socket to, bool fromTarget)
    {
        var buffer = new byte[Piece];
        while (await from.ReceiveAsync(buffer, _stopping.Token) is > 0 and var count)
        {
            if (Delay > TimeSpan.Zero)
                await Task.Delay(Delay, _stopping.Token);
            if (fromTarget)
                count = (int)Math.Min(count, Math.Max(0, Volatile.Read(ref _cutAfter) - Passed));
            await to.SendAsync(buffer.AsMemory(0, count), _stopping.Token);
            if (!fromTarget)
                continue;
            if (Interlocked.Add(ref _passed, count) >= Volatile.Read(ref _cutAfter))
            {
                Volatile.Write(ref _cutAfter, long.MaxValue);
                // In order, or what was sent last might be thrown away with the connection.
                to.Shutdown(SocketShutdown.Both);
                Interlocked.Increment(ref _cuts);
                return;
            }

            if (BytesPerSecond > 0)
                await Task.Delay(TimeSpan.FromSeconds((double)count / BytesPerSecond), _stopping.Token);
        }
    }
}
