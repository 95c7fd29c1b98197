using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>Checks that what a load had acknowledged can be read.</summary>
internal static class ReadableMessages
{
    /// <summary>Reads every queue from end to end, without a gap, and ticks off the acknowledged messages by queue, offset and position in the log.</summary>
    public static async Task AssertByOffsetAsync(CrashLoad load)
    {
        var missing = load.Acknowledgements.Values.ToDictionary(a => (a.QueueId, long.Parse(a.QueueOffset, CultureInfo.InvariantCulture)), a => a.PhysicalOffset);
        for (var queue = 0; queue < 4; queue++)
        {
            var next = 0L;
            while (true)
            {
                var answer = await load.AskAsync(RequestCode.PullMessage, Pull(load.Topic, queue, next));
                if (answer.ResponseCode != ResponseCode.Success)
                    break;
                foreach (var record in RecordPositions(answer.Body))
                {
                    Assert.Equal(next++, record.QueueOffset);
                    if (missing.Remove(($"{queue}", record.QueueOffset), out var position))
                        Assert.Equal(position, record.PhysicalOffset);
                }

                Assert.Equal($"{next}", answer.ExtFields!["nextBeginOffset"]);
            }
        }

        Assert.Empty(missing);
    }

    /// <summary>Finds every acknowledged message by its id and by its key.</summary>
    public static Task AssertFoundAsync(CrashLoad load) => Parallel.ForEachAsync(
        load.Acknowledgements, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (acknowledged, _) =>
        {
            var (number, where) = acknowledged;
            var byId = await load.AskAsync(RequestCode.ViewMessageById, new() { ["offset"] = $"{where.PhysicalOffset}" });
            Assert.Equal(ResponseCode.Success, byId.ResponseCode);
            Assert.Contains(CrashLoad.KeyOf(number), Encoding.UTF8.GetString(byId.Body.Span), StringComparison.Ordinal);
            var byKey = await load.AskAsync(RequestCode.QueryMessage, new()
            {
                ["topic"] = load.Topic,
                ["key"] = CrashLoad.KeyOf(number),
                ["maxNum"] = "32",
                ["beginTimestamp"] = "0",
                ["endTimestamp"] = $"{long.MaxValue}",
            });
            Assert.True(byKey.ResponseCode == ResponseCode.Success, $"{CrashLoad.KeyOf(number)}: {byKey.Remark}");
            Assert.Contains(RecordPositions(byKey.Body), record => record.PhysicalOffset == where.PhysicalOffset);
        });

    private static Dictionary<string, string> Pull(string topic, int queue, long offset) => new()
    {
        ["consumerGroup"] = "crash-check",
        ["topic"] = topic,
        ["queueId"] = $"{queue}",
        ["queueOffset"] = $"{offset}",
        ["maxMsgNums"] = "32",
        ["sysFlag"] = "4",
        ["commitOffset"] = "0",
        ["suspendTimeoutMillis"] = "0",
        ["subVersion"] = "0",
        ["subscription"] = "*",
    };

    /// <summary>The fixed head of each record (docs/protocol.md 4.2.1), read here by hand so that our own codec is not its own witness.</summary>
    public static List<(long QueueOffset, long PhysicalOffset)> RecordPositions(ReadOnlyMemory<byte> body)
    {
        var positions = new List<(long, long)>();
        for (var at = 0; at < body.Length;)
        {
            var record = body.Span[at..];
            positions.Add((BinaryPrimitives.ReadInt64BigEndian(record[20..]), BinaryPrimitives.ReadInt64BigEndian(record[28..])));
            at += BinaryPrimitives.ReadInt32BigEndian(record);
        }

        return positions;
    }
}
