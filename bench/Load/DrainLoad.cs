using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Load;

/// <summary>Pulls all messages of a topic, 32 at a time, each queue over a connection of its own as a consumer does that never pauses.</summary>
internal sealed class DrainLoad(RemotingAddress broker, string topic, int queues)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private long _messages;
    private long _bytes;

    public async Task RunAsync(int? pid, TextWriter output, CancellationToken cancellation)
    {
        var before = ProcessFigures.Read(pid);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, queues).Select(queue => Task.Run(() => DrainAsync(queue, cancellation), cancellation)));
        var elapsed = Stopwatch.GetElapsedTime(start);
        Line("pulled", _messages, "messages");
        Line("rate", _messages / elapsed.TotalSeconds, "messages/s");
        Line("volume", _bytes / 1e6 / elapsed.TotalSeconds, "MB/s");
        if (ProcessFigures.Read(pid).Cpu - before.Cpu is { } cpu)
            Line("cpu", cpu.TotalSeconds * 1_000_000 / _messages, "s/million");

        void Line(string name, double value, string unit) =>
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10}{value,14:0.###} {unit}"));
    }

    private async Task DrainAsync(int queue, CancellationToken cancellation)
    {
        await using var client = new RemotingClient(new(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);
        for (long offset = 0, max = 1; offset < max;)
        {
            var answer = await client.InvokeAsync(broker.ToString(), Pull(queue, offset), Timeout, cancellation);
            var header = answer.ReadHeader<PullMessageResponseHeader>();
            if (answer.ResponseCode != ResponseCode.Success)
                throw new InvalidOperationException($"Queue {queue} of {topic} at {offset}: {answer.Code} {answer.Remark}");
            Interlocked.Add(ref _messages, header.NextBeginOffset - offset);
            Interlocked.Add(ref _bytes, answer.Body.Length);
            (offset, max) = (header.NextBeginOffset, header.MaxOffset);
        }
    }

    private RemotingCommand Pull(int queue, long offset) => RemotingCommand.Request(RequestCode.PullMessage, new PullMessageRequestHeader
    {
        ConsumerGroup = "CG_drain", Topic = topic, QueueId = queue, QueueOffset = offset, MaxMsgNums = 32, SysFlag = 4, Subscription = "*",
        ExpressionType = "TAG",
    });
}
