using System.Net;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Tests;

/// <summary>What a pull costs the broker besides the bytes that it sends.</summary>
public sealed class PullCostTests
{
    [Fact]
    public async Task A_pull_copies_records_into_the_answer_and_nowhere_else()
    {
        const int messages = 32;
        const int length = 7000;
        await using var broker = await TestBroker.StartAsync(new() { ["maxTransferBytesOnMessageInMemory"] = "1000000" });
        await using (var client = broker.Connect())
        {
            for (var i = 0; i < messages; i++)
                await client.SendAsync("Orders", new string('x', length));
            _ = await client.PullAsync("Orders", 0, 0);
        }

        await using var puller = new RepeatingPuller(Pull(), 60);
        await Task.Run(() => broker.Server.Server.ServeAsync(puller));

        Assert.InRange(puller.LeastSent, messages * length, int.MaxValue);
        // A copy of its own, or one of a single record, would be allocated for each.
        Assert.InRange(puller.LeastAllocated, 0, length);
    }

    private static byte[] Pull()
    {
        using var output = new OutputBuffer();
        var frame = new FrameWriter(output, SerializeType.Json, (int)RequestCode.PullMessage, 1, CommandFlags.Request, null);
        frame.Fields(new PullMessageRequestHeader
        {
            ConsumerGroup = "CG", Topic = "Orders", QueueId = 0, QueueOffset = 0, MaxMsgNums = 32, SysFlag = 4, Subscription = "*", ExpressionType = "TAG",
        });
        frame.Complete();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>
    /// A peer that sends one frame again and again, each when the broker reads again, and notes what that thread allocated in between. Where
    /// threads change nothing is noted; what counts is the least.
    /// </summary>
    private sealed class RepeatingPuller(byte[] frame, int times) : TransportStream
    {
        private readonly Lock _gate = new();
        private int _thread;
        private long _allocated;
        private int _given;

        public long LeastAllocated { get; private set; } = long.MaxValue;

        public int LeastSent { get; private set; } = int.MaxValue;

        public override EndPoint LocalEndPoint => new IPEndPoint(IPAddress.Loopback, 10_911);

        public override EndPoint RemoteEndPoint => new IPEndPoint(IPAddress.Loopback, 50_000);

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            if (_thread == Environment.CurrentManagedThreadId)
                LeastAllocated = Math.Min(LeastAllocated, allocated - _allocated);
            if (_given++ == times)
                return new(0);
            frame.CopyTo(buffer);
            (_thread, _allocated) = (Environment.CurrentManagedThreadId, GC.GetAllocatedBytesForCurrentThread());
            return new(frame.Length);
        }

        public override ValueTask SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
        {
            lock (_gate) LeastSent = Math.Min(LeastSent, data.Length);
            return ValueTask.CompletedTask;
        }

        public override void Abort()
        {
            // Nothing waits.
        }
    }
}
