using System.Buffers.Binary;
using Microsoft.Extensions.Logging;

namespace RocketMQ.Store.Tests;

/// <summary>Damage to what can be made again from the log, after a clean stop and after a crash: everything is served as before.</summary>
public sealed class RepairTests : IDisposable
{
    private const int Messages = 600;

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, bool> Damages()
    {
        var data = new TheoryData<string, bool>();
        foreach (var damage in new[]
        {
            "nothing", "all queues missing", "one queue missing", "a queue's first file missing", "a queue's middle file missing", "a queue's last file missing",
            "a queue file cut short", "a queue file empty", "a queue file of zeros", "a queue file of garbage", "the last queue file of garbage",
            "a queue's last entry wrong", "all index files missing", "the newest index file missing", "an index file cut short", "an index file empty",
            "an index header of garbage", "the newest index file of garbage", "checkpoint missing", "checkpoint empty", "checkpoint of garbage",
            "checkpoint from the future", "safe point missing", "safe point of garbage", "safe point from before",
        })
        {
            data.Add(damage, true);
            data.Add(damage, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Whatever_is_damaged_beside_the_log_everything_is_served(string damage, bool clean)
    {
        byte[] before;
        await using (var first = _folder.Open())
        {
            Fill(first, 0, Messages / 2);
            await first.DisposeAsync();
            before = await File.ReadAllBytesAsync(Path.Combine(_folder.Path, "safepoint"));
        }

        await using (var second = _folder.Open())
        {
            Fill(second, Messages / 2, Messages);
            if (!clean)
            {
                using var crashed = _folder.Crash();
                Damage(crashed.Path, damage, before);
                await AssertServedAsync(crashed);
                return;
            }
        }

        Damage(_folder.Path, damage, before);
        await AssertServedAsync(_folder);
    }

    [Fact]
    public async Task A_clean_start_dispatches_nothing_again()
    {
        await using (var store = _folder.Open()) Fill(store, 0, Messages);
        var log = new RecordingLog();
        await using (MessageStore.Open(_folder.Options, null, new Files.LocalFiles(), null, log)) { }
        Assert.Contains(log.Lines, line => line.Contains("after a clean stop", StringComparison.Ordinal) && line.Contains(" 0 bytes to dispatch", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("again from the log", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_made_again_is_said()
    {
        await using (var store = _folder.Open()) Fill(store, 0, Messages);
        Directory.Delete(Path.Combine(_folder.Path, "consumequeue", "T", "1"), recursive: true);
        var log = new RecordingLog();
        await using (MessageStore.Open(_folder.Options, null, new Files.LocalFiles(), null, log)) { }
        Assert.Contains(log.Lines, line => line.Contains("made again from the log because", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_entry_that_leads_to_no_record_sends_nothing_wrong_to_a_reader()
    {
        await using (var store = _folder.Open()) Fill(store, 0, 10);
        using (var file = File.OpenWrite(Path.Combine(_folder.Path, "consumequeue", "T", "0", "00000000000000000000")))
        {
            // Entry 2 of 5 now begins inside a record.
            file.Position = (2 * 20) + 7;
            file.WriteByte(0x55);
        }

        await using var again = _folder.Open();
        Assert.Equal(["m0", "m2", "m6", "m8"], again.Bodies());
    }

    private static void Fill(MessageStore store, int from, int to)
    {
        for (var i = from; i < to; i++) Assert.True(store.Put($"m{i}", queue: i % 2, properties: $"KEYS\u0001k{i}").IsStored);
    }

    private static async Task AssertServedAsync(StoreFolder folder)
    {
        for (var round = 0; round < 2; round++)
        {
            await using var store = folder.Open();
            for (var queue = 0; queue < 2; queue++)
                Assert.Equal(Enumerable.Range(0, Messages / 2).Select(i => $"m{(2 * i) + queue}"), store.Bodies(queue: queue).Take(Messages / 2));
            for (var i = 0; i < Messages; i += 7) Assert.Equal([$"m{i}"], store.ByKey($"k{i}"));
            Assert.Equal((Messages / 2) + round, store.Put("next").QueueOffset);
        }
    }

    private static void Damage(string root, string damage, byte[] safePointBefore)
    {
        var queue = Path.Combine(root, "consumequeue", "T", "0");
        var queueFiles = Directory.GetFiles(queue).Order(StringComparer.Ordinal).ToList();
        var index = Path.Combine(root, "index");
        var indexFiles = Directory.GetFiles(index).Order(StringComparer.Ordinal).ToList();
        var (checkpoint, safePoint) = (Path.Combine(root, "checkpoint"), Path.Combine(root, "safepoint"));
        Assert.True(queueFiles.Count >= 3 && indexFiles.Count >= 2);
        switch (damage)
        {
            case "nothing": break;
            case "all queues missing": Directory.Delete(Path.Combine(root, "consumequeue"), recursive: true); break;
            case "one queue missing": Directory.Delete(queue, recursive: true); break;
            case "a queue's first file missing": File.Delete(queueFiles[0]); break;
            case "a queue's middle file missing": File.Delete(queueFiles[1]); break;
            case "a queue's last file missing": File.Delete(queueFiles[^1]); break;
            case "a queue file cut short": SetLength(queueFiles[1], 777); break;
            case "a queue file empty": SetLength(queueFiles[^1], 0); break;
            case "a queue file of zeros": Overwrite(queueFiles[^1], 0, new byte[2000]); break;
            case "a queue file of garbage": Overwrite(queueFiles[0], 0, Garbage(2000)); break;
            case "the last queue file of garbage": Overwrite(queueFiles[^1], 0, Garbage(2000)); break;
            case "a queue's last entry wrong": Overwrite(queueFiles[^1], 1980, Garbage(20)); break;
            case "all index files missing": Directory.Delete(index, recursive: true); break;
            case "the newest index file missing": File.Delete(indexFiles[^1]); break;
            case "an index file cut short": SetLength(indexFiles[0], 99); break;
            case "an index file empty": SetLength(indexFiles[^1], 0); break;
            case "an index header of garbage": Overwrite(indexFiles[^1], 0, Garbage(40)); break;
            case "the newest index file of garbage": Overwrite(indexFiles[^1], 0, Garbage((int)new FileInfo(indexFiles[^1]).Length)); break;
            case "checkpoint missing": File.Delete(checkpoint); break;
            case "checkpoint empty": SetLength(checkpoint, 0); break;
            case "checkpoint of garbage": Overwrite(checkpoint, 0, Garbage(4096)); break;
            case "checkpoint from the future": Overwrite(checkpoint, 0, Future()); break;
            case "safe point missing": File.Delete(safePoint); break;
            case "safe point of garbage": Overwrite(safePoint, 0, Garbage(76)); break;
            case "safe point from before": File.WriteAllBytes(safePoint, safePointBefore); break;
            default: throw new ArgumentOutOfRangeException(nameof(damage), damage, null);
        }
    }

    private static byte[] Garbage(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Future()
    {
        var bytes = new byte[24];
        for (var i = 0; i < 3; i++) BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * 8), DateTimeOffset.UtcNow.AddYears(1).ToUnixTimeMilliseconds());
        return bytes;
    }

    private static void SetLength(string path, int length)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(length);
    }

    private static void Overwrite(string path, int at, byte[] bytes)
    {
        using var file = File.OpenWrite(path);
        file.Position = at;
        file.Write(bytes);
    }

    private sealed class RecordingLog : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (Lines) Lines.Add(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
