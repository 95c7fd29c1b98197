using System.Text;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Tests.Wire;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Remoting.Tests.Transport;

public class ConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Requests_travel_in_both_directions_on_one_connection()
    {
        await using var echo = new Echo();
        await using var client = echo.NewClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Echo.CallAsync(client, Echo.AsksBack, Encoding.UTF8.GetBytes($"{i}"))));

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), answers.Select(answer => Encoding.UTF8.GetString(answer.Body.Span)));
        Assert.Equal(1, echo.Opened);
    }

    [Theory]
    [InlineData(SerializeType.Json)]
    [InlineData(SerializeType.RocketMQ)]
    public async Task An_answer_is_written_as_its_request_was(SerializeType type)
    {
        await using var echo = new Echo();
        await using var client = echo.NewClient();

        foreach (var code in new[] { Echo.InLane, Echo.Inline, Echo.Throws })
            Assert.Equal(type, (await client.InvokeAsync(Echo.Address, Echo.Request(code, default, type), Patience)).SerializeType);
    }

    [Fact]
    public async Task A_oneway_request_gets_no_answer()
    {
        await using var echo = new Echo();
        await using var peer = await RawPeer.ConnectAsync(echo.Network, Echo.Address);
        foreach (var code in new[] { Echo.InLane, Echo.Inline, Echo.Throws, Echo.ThrowsInline, (RequestCode)9999 })
            await peer.SendAsync(Frame.Request(code, 1, flags: CommandFlags.Oneway));

        var answer = await peer.CallAsync(Frame.Request(Echo.Inline, 77));

        Assert.Equal(77, answer.Opaque);
    }

    [Fact]
    public async Task An_unknown_request_is_answered()
    {
        await using var echo = new Echo();
        await using var client = echo.NewClient();

        var answer = await Echo.CallAsync(client, (RequestCode)99999);

        Assert.Equal((ResponseCode.RequestCodeNotSupported, " request type 99999 not supported"), (answer.ResponseCode, answer.Remark));
    }

    [Theory]
    [InlineData(Echo.Throws, "InvalidOperationException: a bug")]
    [InlineData(Echo.ThrowsInline, "InvalidOperationException: a bug")]
    [InlineData(Echo.BreaksItsReply, "InvalidOperationException: no more fields")]
    public async Task A_handler_that_fails_is_answered_for_and_the_connection_lives(RequestCode code, string remark)
    {
        await using var echo = new Echo();
        await using var client = echo.NewClient();

        for (var i = 0; i < 10; i++)
        {
            var answer = await Echo.CallAsync(client, code);
            Assert.Equal((ResponseCode.SystemError, remark), (answer.ResponseCode, answer.Remark));
        }

        Assert.Equal(ResponseCode.Success, (await Echo.CallAsync(client, Echo.InLane)).ResponseCode);
        Assert.Equal(1, echo.Opened);
    }

    [Fact]
    public async Task A_refusal_has_its_code_and_remark()
    {
        await using var echo = new Echo();
        await using var client = echo.NewClient();

        var answer = await Echo.CallAsync(client, Echo.Refuses);

        Assert.Equal((ResponseCode.NoPermission, "not you"), (answer.ResponseCode, answer.Remark));
    }

    [Fact]
    public async Task A_request_that_is_not_answered_in_time_fails_and_its_late_answer_is_dropped()
    {
        await using var echo = new Echo();
        var time = new FakeTimeProvider();
        await using var client = echo.NewClient(time: time);
        await client.ConnectAsync(Echo.Address);
        var call = client.InvokeAsync(Echo.Address, Echo.Request(Echo.Waits), TimeSpan.FromSeconds(3));

        time.Advance(TimeSpan.FromSeconds(3));
        var late = await Assert.ThrowsAsync<RemotingTimeoutException>(() => call);
        Assert.Contains("3000 ms", late.Message, StringComparison.Ordinal);
        echo.Open();

        Assert.Equal(ResponseCode.Success, (await client.InvokeAsync(Echo.Address, Echo.Request(Echo.InLane), Patience)).ResponseCode);
        Assert.Equal(1, echo.Opened);
    }

    [Fact]
    public async Task Calls_fail_when_their_connection_ends_and_the_next_makes_a_new_one()
    {
        await using var echo = new Echo();
        await using var client = echo.NewClient();
        var connection = await client.ConnectAsync(Echo.Address);
        var calls = Enumerable.Range(0, 5).Select(_ => client.InvokeAsync(Echo.Address, Echo.Request(Echo.Waits), Patience)).ToList();

        connection.Abort("pulled");

        foreach (var call in calls)
            Assert.Contains("pulled", (await Assert.ThrowsAsync<RemotingClosedException>(() => call)).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RemotingClosedException>(() => connection.InvokeAsync(Echo.Request(Echo.InLane), Patience));
        Assert.Equal(ResponseCode.Success, (await Echo.CallAsync(client, Echo.Inline)).ResponseCode);
        Assert.Equal(2, echo.Opened);
    }

    [Fact]
    public async Task A_server_that_stops_ends_all_connections()
    {
        var echo = new Echo();
        await using var client = echo.NewClient();
        await client.ConnectAsync(Echo.Address);
        var call = client.InvokeAsync(Echo.Address, Echo.Request(Echo.Waits), Patience);
        await Echo.CallAsync(client, Echo.Inline);

        await echo.Server.DisposeAsync();

        await Assert.ThrowsAsync<RemotingClosedException>(() => call);
        Assert.Equal((1, 1), (echo.Opened, echo.Closed));
        echo.Open();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        await using var echo = new Echo();
        await using var client = echo.NewClient();

        var refused = await Assert.ThrowsAsync<RemotingConnectException>(() => Echo.CallAsync(client, Echo.Inline, address: "nobody:1"));
        Assert.Contains("nobody:1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("host:port", (await Assert.ThrowsAsync<RemotingConnectException>(() => Echo.CallAsync(client, Echo.Inline, address: "nobody"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_requests_than_a_connection_may_have_in_service_are_refused()
    {
        await using var echo = new Echo(new ConnectionLimits { MaxInFlightRequests = 3 });
        await using var client = echo.NewClient();
        await client.ConnectAsync(Echo.Address);
        var served = Enumerable.Range(0, 3).Select(_ => Echo.CallAsync(client, Echo.Waits)).ToList();

        var refused = await Echo.CallAsync(client, Echo.Waits);
        Assert.Equal(ResponseCode.SystemBusy, refused.ResponseCode);
        Assert.StartsWith("[OVERLOAD]", refused.Remark, StringComparison.Ordinal);

        echo.Open();
        Assert.All(await Task.WhenAll(served), answer => Assert.Equal(ResponseCode.Success, answer.ResponseCode));
        Assert.Equal(ResponseCode.Success, (await Echo.CallAsync(client, Echo.Waits)).ResponseCode);
    }

    [Fact]
    public async Task A_full_lane_refuses_and_recovers()
    {
        await using var echo = new Echo(lane: new Lane("narrow", 1, 1));
        await using var client = echo.NewClient();
        await client.ConnectAsync(Echo.Address);
        var calls = new List<Task<RemotingCommand>>();
        for (var i = 0; i < 10; i++)
            calls.Add(Echo.CallAsync(client, Echo.Waits));
        // Served on the reading thread, so all of the above have been looked at.
        await Echo.CallAsync(client, Echo.Inline);

        echo.Open();
        var answers = await Task.WhenAll(calls);

        Assert.Contains(answers, answer => answer.ResponseCode == ResponseCode.Success);
        Assert.Contains(answers, answer => answer.ResponseCode == ResponseCode.SystemBusy && answer.Remark!.Contains("narrow", StringComparison.Ordinal));
        Assert.Equal(ResponseCode.Success, (await Echo.CallAsync(client, Echo.InLane)).ResponseCode);
    }

    [Fact]
    public async Task More_calls_than_may_wait_are_not_sent()
    {
        await using var echo = new Echo();
        await using var client = echo.NewClient(new ConnectionLimits { MaxPendingCalls = 2 });
        await client.ConnectAsync(Echo.Address);
        var calls = new[] { Echo.CallAsync(client, Echo.Waits), Echo.CallAsync(client, Echo.Waits) };

        await Assert.ThrowsAsync<RemotingTooManyRequestsException>(() => Echo.CallAsync(client, Echo.InLane));
        echo.Open();
        await Task.WhenAll(calls);

        Assert.Equal(ResponseCode.Success, (await Echo.CallAsync(client, Echo.InLane)).ResponseCode);
    }

    [Fact]
    public async Task Frames_arrive_whole_however_they_are_cut()
    {
        await using var echo = new Echo();
        await using var peer = await RawPeer.ConnectAsync(echo.Network, Echo.Address);
        var random = new Random(5);
        using var output = new OutputBuffer();
        for (var i = 0; i < 300; i++)
            output.Write(Frame.Request(Echo.Inline, i, new string((char)('a' + i % 26), random.Next(2000))));
        var bytes = output.WrittenSpan.ToArray();

        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(random.Next(1, 5000), bytes.Length - at);
            await peer.SendAsync(bytes.AsMemory(at, length));
            at += length;
        }

        for (var i = 0; i < 300; i++)
            Assert.Equal(i, Frame.Read((await peer.ReceiveAsync())!).Opaque);
    }

    [Theory]
    [MemberData(nameof(BrokenFrameTests.Broken), MemberType = typeof(BrokenFrameTests))]
    public async Task A_broken_frame_closes_the_connection_without_a_reply(string what, byte[] frame)
    {
        await using var echo = new Echo();
        await using var peer = await RawPeer.ConnectAsync(echo.Network, Echo.Address);

        await peer.SendAsync(frame);

        Assert.True(await peer.ReceiveAsync() is null, what);
    }

    [Fact]
    public async Task Requests_before_a_broken_frame_are_served()
    {
        await using var echo = new Echo();
        await using var peer = await RawPeer.ConnectAsync(echo.Network, Echo.Address);

        await peer.SendAsync(Frame.Request(Echo.InLane, 1));
        Assert.Equal(1, Frame.Read((await peer.ReceiveAsync())!).Opaque);
        await peer.SendAsync(new byte[] { 0x7F, 0xFF, 0xFF, 0xFF });

        Assert.Null(await peer.ReceiveAsync());
        Assert.Equal(1, echo.Served);
    }

    [Fact]
    public async Task An_idle_connection_is_closed_and_a_busy_one_is_not()
    {
        var time = new FakeTimeProvider();
        await using var echo = new Echo(time: time);
        var address = echo.Listen();
        await using var idle = echo.NewClient(overTcp: true);
        await using var busy = echo.NewClient(overTcp: true);
        await Echo.CallAsync(idle, Echo.Inline, address: address);
        for (var i = 0; i < 13; i++)
        {
            await Echo.CallAsync(busy, Echo.Inline, address: address);
            time.Advance(TimeSpan.FromSeconds(10));
        }

        await Eventually.HoldsAsync("end of the idle connection", () => Task.FromResult(echo.Closed == 1));
        Assert.Equal(ResponseCode.Success, (await Echo.CallAsync(busy, Echo.Inline, address: address)).ResponseCode);
        Assert.Equal(2, echo.Opened);
    }

    [Fact]
    public void A_code_that_is_routed_twice_is_a_failure_to_start()
    {
        var routes = new RouteTable.Builder(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).OnInline(new Silent(), RequestCode.HeartBeat);

        Assert.Contains("34", Assert.Throws<InvalidOperationException>(() => routes.OnInline(new Silent(), RequestCode.HeartBeat)).Message, StringComparison.Ordinal);
    }

    private sealed class Silent : IInlineRequestHandler
    {
        public void Handle(in InboundFrame frame, RemotingConnection connection)
        {
        }
    }
}
