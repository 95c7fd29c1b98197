using System.Globalization;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>Writes offsets queue by queue, with one outcome for each broker.</summary>
internal static class OffsetWriting
{
    /// <summary>Commits offsets (15) in a group's name.</summary>
    public static Task<ServerOutcome> CommitAsync(
        IClusterConnection connection, string group, IEnumerable<(MessageQueue Queue, long Offset)> offsets, string broker, CancellationToken cancellation) =>
        EachAsync(offsets, broker, (queue, offset) => connection.Admin.Groups.CommitOffsetAsync(group, queue, offset, cancellation));

    /// <summary>Commits offsets and has the broker move members to them (15, 222).</summary>
    public static Task<ServerOutcome> MoveAsync(
        IClusterConnection connection, string group, IEnumerable<(MessageQueue Queue, long Offset)> offsets, string broker, CancellationToken cancellation) =>
        EachAsync(offsets, broker, (queue, offset) => connection.Admin.Groups.ResetQueueAsync(group, queue, offset, cancellation));

    private static async Task<ServerOutcome> EachAsync(
        IEnumerable<(MessageQueue Queue, long Offset)> offsets, string broker, Func<MessageQueue, long, Task> write)
    {
        List<string> failures = [];
        foreach (var (queue, offset) in offsets)
        {
            try
            {
                await write(queue, offset);
            }
            catch (Exception failure) when (FailureText.IsExpected(failure))
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{queue.Topic} #{queue.QueueId}: {FailureText.Of(failure)}"));
            }
        }

        return new ServerOutcome(broker, failures.Count == 0 ? null : string.Join("; ", failures));
    }
}
