using RocketMQ.Model;

namespace RocketMQ.Store.Tests;

/// <summary>How the sample folder of a 4.9.8 broker was made, and what is in it.</summary>
internal static class SampleStore
{
    public const int LogFileSize = 1048576;

    public static StoreOptions Options(StoreFolder folder) => folder.Options with
    {
        MappedFileSizeCommitLog = LogFileSize, MappedFileSizeConsumeQueue = 6000, MaxHashSlotNum = 1000, MaxIndexNum = 4000,
    };

    /// <summary>Every record of its commit log.</summary>
    public static IEnumerable<StoredMessage> Records(string folder)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "commitlog")).Order(StringComparer.Ordinal))
        {
            ReadOnlyMemory<byte> rest = File.ReadAllBytes(file);
            while (MessageRecordCodec.TryRead(rest, out var message, out var size))
            {
                yield return message!;
                rest = rest[size..];
            }
        }
    }

    /// <summary>Deliver times of the levels the sample was made with, as the schedule queues hold them.</summary>
    internal sealed class DeliverTimes : ITagsCodeProvider
    {
        private static readonly int[] Seconds =
            [1, 5, 10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600, 7200];

        public bool TryGetTagsCode(RecordView record, out long tagsCode)
        {
            tagsCode = 0;
            if (!record.Topic.SequenceEqual("SCHEDULE_TOPIC_XXXX"u8)) return false;
            tagsCode = record.StoreTimestamp + (Seconds[record.QueueId] * 1000L);
            return true;
        }
    }
}
