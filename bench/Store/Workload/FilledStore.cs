using RocketMQ.Store;

namespace RocketMQ.StoreBench.Workload;

/// <summary>A folder with a store of n messages in it: number n lies in queue n mod 8 at offset n div 8.</summary>
internal sealed class FilledStore(string path, int bodyLength, int messages)
{
    public StoreOptions Options { get; } = new()
    {
        StorePathRootDir = path, DiskMaxUsedSpaceRatio = 100, DiskSpaceWarningLevelRatio = 100, DiskSpaceCleanForciblyRatio = 100,
    };

    public string Path => path;

    public int Count => messages;

    /// <summary>Log position of each message.</summary>
    public long[] Positions { get; } = new long[messages];

    public BenchMessages Messages { get; } = new(bodyLength);

    public ValueTask<IMessageStore> OpenAsync() => MessageStore.OpenAsync(Options);

    public async Task FillAsync(CancellationToken cancellation)
    {
        await using var store = await OpenAsync();
        for (var number = 0; number < messages; number++)
        {
            if (number % 65536 == 0) cancellation.ThrowIfCancellationRequested();
            var result = store.Append(Messages.Next(number, number % BenchMessages.Queues));
            if (!result.IsStored) throw new InvalidOperationException(result.Problem);
            Positions[number] = result.PhysicalOffset;
        }
    }

    /// <summary>Checks some messages, the first and the last among them, by queue offset, position and key.</summary>
    public void Verify(IMessageStore store)
    {
        var step = Math.Max(1, messages / 997);
        for (var number = 0L; number < messages; number += step) VerifyOne(store, number);
        VerifyOne(store, messages - 1);
        var ranges = store.Queues(BenchMessages.Topic);
        if (ranges.Sum(range => range.MaxOffset - range.MinOffset) != messages)
            throw new InvalidDataException($"The queues hold {ranges.Sum(range => range.MaxOffset - range.MinOffset)} messages, not {messages}.");
    }

    private void VerifyOne(IMessageStore store, long number)
    {
        using (var read = store.Read(BenchMessages.Topic, (int)(number % BenchMessages.Queues), number / BenchMessages.Queues, 1, 0, null))
            Messages.Verify(read[0].Span, number);
        using (var record = store.ReadRecord(Positions[number]) ?? throw new InvalidDataException($"Message {number} is not at its log position."))
            Messages.Verify(record.Span, number);
        using var found = store.QueryByKey(BenchMessages.Topic, BenchMessages.KeyOf(number), 2, 0, long.MaxValue);
        if (found.Count != 1) throw new InvalidDataException($"Key of message {number} finds {found.Count} messages.");
        Messages.Verify(found[0].Span, number);
    }
}
