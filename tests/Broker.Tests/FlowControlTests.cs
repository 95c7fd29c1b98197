using System.Net;
using RocketMQ.Broker.Tests.Popping;
using RocketMQ.Remoting.Transport;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

public sealed class FlowControlTests
{
    private const int BodySize = 200_000;

    [Fact]
    public async Task A_consumer_that_does_not_read_is_not_read_from_and_holds_nobody_up()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        await client.SendBytesAsync("Orders", new byte[BodySize]);
        var before = Transferred(broker);
        await using var stuck = new StuckTransport();
        var served = broker.Server.Server.ServeAsync(stuck);

        for (var i = 0; i < 400; i++)
            await stuck.FeedAsync(Pull(i, 0, suspend: false));
        await Eventually.HoldsAsync("back-pressure", () => Task.FromResult((Transferred(broker) - before) * BodySize > HighWater));
        var other = await client.PullAsync("Orders", 0, 0);

        Assert.Single(TestClient.Bodies(other));
        Assert.InRange((Transferred(broker) - before) * BodySize, 1, (2 * HighWater) + (4 * BodySize));
        stuck.Release();
        await Eventually.HoldsAsync("all answers", () => Task.FromResult(Transferred(broker) - before == 401));
        await stuck.DisposeAsync();
        await served;
    }

    [Fact]
    public async Task Waiting_pulls_of_a_consumer_that_does_not_read_are_not_answered_into_memory()
    {
        await using var broker = await TestBroker.StartAsync(new() { ["pullMessageThreadPoolNums"] = "2" });
        await using var client = broker.Connect();
        await client.CreateTopicAsync("Orders");
        var before = Transferred(broker);
        await using var stuck = new StuckTransport();
        var served = broker.Server.Server.ServeAsync(stuck);
        for (var i = 0; i < 200; i++)
            await stuck.FeedAsync(Pull(i, 0, suspend: true));
        await Eventually.HoldsAsync("waiting pulls", () => Task.FromResult(broker.Server.Node.Waiting.Count == 200));

        await client.SendBytesAsync("Orders", new byte[BodySize]);
        await Eventually.HoldsAsync("back-pressure", () => Task.FromResult((Transferred(broker) - before) * BodySize > HighWater));
        var other = await client.PullAsync("Orders", 0, 0);

        Assert.Single(TestClient.Bodies(other));
        Assert.InRange((Transferred(broker) - before) * BodySize, 1, (2 * HighWater) + (6 * BodySize));
        stuck.Release();
        await Eventually.HoldsAsync("all answers", () => Task.FromResult(Transferred(broker) - before == 201));
        await stuck.DisposeAsync();
        await served;
    }

    [Fact]
    public async Task Clients_that_come_and_go_leave_nothing_behind()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var tool = broker.Connect();
        await tool.CreateTopicAsync("Orders");

        for (var i = 0; i < 300; i++)
        {
            var client = broker.Connect();
            await client.HeartbeatAsync($"c{i}", $"CG{i % 7}", TestClient.Subscribe("Orders"));
            _ = client.PullAsync("Orders", 0, 0, flags: 6, group: $"CG{i % 7}");
            _ = client.PopAsync("Orders", poll: 60_000, group: $"CG{i % 7}");
            await client.DisposeAsync();
        }

        var node = broker.Server.Node;
        await Eventually.HoldsAsync("end of all", () => Task.FromResult(
            broker.Server.Server.Connections.Count() == 1 && !node.Consumers.Groups.Any() && node.Producers.All().Count == 0
            && node.Waiting.Count == 0 && node.Pops.Waiting.Count == 0));
    }

    /// <summary>One buffer is being sent while another fills.</summary>
    private static long HighWater { get; } = new ConnectionLimits().HighWaterMark;

    private static long Transferred(TestBroker broker) => broker.Server.Node.Store.GetStatistics().GetMessagesTransferredTotal;

    private static byte[] Pull(int opaque, long offset, bool suspend) => RawPeer.JsonFrame(
        $"{{\"code\":11,\"opaque\":{opaque},\"version\":409,\"language\":\"JAVA\",\"extFields\":{{\"consumerGroup\":\"CG\",\"topic\":\"Orders\",\"queueId\":\"0\","
        + $"\"queueOffset\":\"{offset}\",\"maxMsgNums\":\"32\",\"sysFlag\":\"{(suspend ? 6 : 4)}\",\"commitOffset\":\"0\","
        + "\"suspendTimeoutMillis\":\"600000\",\"subVersion\":\"0\",\"subscription\":\"*\"}}");

    /// <summary>The broker's end of a connection whose other end sends much and reads nothing until it is let go.</summary>
    private sealed class StuckTransport : TransportStream
    {
        private readonly System.IO.Pipelines.Pipe _input = new(new System.IO.Pipelines.PipeOptions(pauseWriterThreshold: 0));
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override EndPoint LocalEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 10911);

        public override EndPoint RemoteEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 40_000);

        public async Task FeedAsync(byte[] bytes)
        {
            await _input.Writer.WriteAsync(bytes);
        }

        public void Release() => _released.TrySetResult();

        public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
        {
            var result = await _input.Reader.ReadAsync(cancellation);
            var length = (int)Math.Min(buffer.Length, result.Buffer.Length);
            var taken = result.Buffer.Slice(0, length);
            foreach (var segment in taken)
            {
                segment.CopyTo(buffer);
                buffer = buffer[segment.Length..];
            }

            _input.Reader.AdvanceTo(taken.End);
            return length;
        }

        public override async ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation) => await _released.Task;

        public override void Abort()
        {
            _released.TrySetResult();
            _input.Writer.Complete();
        }
    }
}
