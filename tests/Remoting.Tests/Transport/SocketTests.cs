using System.Net;
using System.Net.Sockets;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Tests.Wire;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Remoting.Tests.Transport;

/// <summary>What only real sockets show.</summary>
public class SocketTests
{
    [Fact]
    public async Task Many_requests_sent_without_waiting_are_all_answered()
    {
        await using var echo = new Echo();
        var address = echo.Listen();
        await using var client = echo.NewClient(overTcp: true);
        var body = new byte[700];

        var answers = await Task.WhenAll(Enumerable.Range(0, 5000).Select(i => Echo.CallAsync(client, i % 2 == 0 ? Echo.Inline : Echo.InLane, body, address)));

        Assert.All(answers, answer => Assert.Equal((ResponseCode.Success, body.Length), (answer.ResponseCode, answer.Body.Length)));
        Assert.Equal(1, echo.Opened);
    }

    [Fact]
    public async Task A_frame_of_the_greatest_length_is_served_and_one_byte_more_ends_the_connection()
    {
        await using var echo = new Echo();
        var address = echo.Listen();
        await using var client = echo.NewClient(new ConnectionLimits { MaxFrameLength = 32 * 1024 * 1024 }, overTcp: true);
        var overhead = Frame.Request(Echo.Inline, 1).Length;

        var greatest = new byte[InboundFrame.DefaultMaxLength - overhead];
        new Random(1).NextBytes(greatest);
        var answer = await Echo.CallAsync(client, Echo.Inline, greatest, address);
        Assert.True(greatest.AsSpan().SequenceEqual(answer.Body.Span));

        await Assert.ThrowsAsync<RemotingClosedException>(
            () => Echo.CallAsync(client, Echo.Inline, new byte[InboundFrame.DefaultMaxLength - overhead + 1], address));
        Assert.Equal(ResponseCode.Success, (await Echo.CallAsync(client, Echo.Inline, address: address)).ResponseCode);
    }

    [Fact]
    public async Task Big_and_small_frames_mixed_on_one_connection_are_kept_apart()
    {
        await using var echo = new Echo();
        var address = echo.Listen();
        await using var client = echo.NewClient(overTcp: true);
        var bodies = Enumerable.Range(0, 60).Select(i => Enumerable.Repeat((byte)i, i % 6 == 0 ? 700_000 + i : i * 10).ToArray()).ToList();

        var answers = await Task.WhenAll(bodies.Select(body => Echo.CallAsync(client, Echo.InLane, body, address)));

        Assert.All(bodies.Zip(answers), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second.Body.Span)));
    }

    [Fact]
    public async Task A_peer_that_does_not_read_is_cut_off()
    {
        await using var echo = new Echo(new ConnectionLimits { HighWaterMark = int.MaxValue, MaxUnsent = 1024 * 1024 });
        echo.Listen();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8192 };
        await socket.ConnectAsync(echo.Server.EndPoint);
        var request = Frame.Request(Echo.Inline, 1, new string('x', 60_000));

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            while (echo.Closed == 0)
                await socket.SendAsync(request, SocketFlags.None, limit.Token);
        }
        catch (SocketException)
        {
            // The server has reset the connection.
        }

        await Eventually.HoldsAsync("end of the connection", () => Task.FromResult(echo.Closed == 1));
    }

    [Fact]
    public async Task A_peer_that_reads_slowly_is_not_served_faster_than_it_reads()
    {
        await using var echo = new Echo(new ConnectionLimits { HighWaterMark = 100_000, MaxUnsent = 4 * 1024 * 1024 });
        echo.Listen();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(echo.Server.EndPoint);
        await using var peer = new RawPeer(new SocketTransport(socket));
        var request = Frame.Request(Echo.Inline, 1, new string('x', 60_000));
        const int Count = 400;

        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++)
                await peer.SendAsync(request);
        });
        for (var i = 0; i < Count; i++)
            Assert.Equal(60_000, Frame.Read((await peer.ReceiveAsync())!).Body.Length);
        await sending;
        Assert.Equal(0, echo.Closed);
    }

    [Fact]
    public async Task A_connection_is_independent_of_the_context_of_whoever_made_it()
    {
        await using var echo = new Echo();
        var address = echo.Listen();
        await using var client = echo.NewClient(overTcp: true);
        var dead = new DeadContext();
        var own = SynchronizationContext.Current;
        Task<RemotingCommand> call;
        SynchronizationContext.SetSynchronizationContext(dead);
        try
        {
            call = Echo.CallAsync(client, Echo.AsksBack, new byte[3_000_000], address);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(own);
        }

        Assert.Equal(ResponseCode.Success, (await call).ResponseCode);
        Assert.Equal(0, dead.Posts);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed()
    {
        await using var echo = new Echo(maxConnections: 2);
        var address = echo.Listen();
        await using var one = echo.NewClient(overTcp: true);
        await using var two = echo.NewClient(overTcp: true);
        await using var three = echo.NewClient(overTcp: true);
        await Echo.CallAsync(one, Echo.Inline, address: address);
        await Echo.CallAsync(two, Echo.Inline, address: address);

        await Assert.ThrowsAsync<RemotingClosedException>(() => Echo.CallAsync(three, Echo.Inline, address: address));
        await one.CloseAsync(address);
        await Eventually.HoldsAsync("free place", async () =>
        {
            try
            {
                return (await Echo.CallAsync(three, Echo.Inline, address: address)).ResponseCode == ResponseCode.Success;
            }
            catch (RemotingClosedException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task A_port_that_nobody_holds_refuses_the_connection()
    {
        await using var echo = new Echo();
        await using var client = echo.NewClient(overTcp: true);
        var address = new IPEndPoint(IPAddress.Loopback, FreePorts.Next()).ToString();

        var refused = await Assert.ThrowsAsync<RemotingConnectException>(() => Echo.CallAsync(client, Echo.Inline, address: address));

        Assert.Contains(address, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_can_be_stopped_while_clients_are_silent()
    {
        var echo = new Echo(tls: new TlsServerOptions { Mode = TlsMode.Permissive });
        echo.Listen();
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await silent.ConnectAsync(echo.Server.EndPoint);

        await echo.DisposeAsync();

        await using var peer = new RawPeer(new SocketTransport(silent));
        Assert.Null(await peer.ReceiveAsync());
    }

    /// <summary>The dispatcher of a page that is gone: what is posted to it never runs.</summary>
    private sealed class DeadContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state) => Interlocked.Increment(ref _posts);
    }
}
