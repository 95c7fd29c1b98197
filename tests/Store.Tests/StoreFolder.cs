using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Model;
using RocketMQ.Store.Files;

namespace RocketMQ.Store.Tests;

/// <summary>A store folder below the temporary one, with small files, gone when the test is.</summary>
internal sealed class StoreFolder : IDisposable
{
    public static readonly HostAddress Host = HostAddress.From(new IPEndPoint(IPAddress.Loopback, 10911));

    public StoreFolder()
    {
        Path = Directory.CreateTempSubdirectory("store-test-").FullName;
    }

    public string Path { get; }

    public string LogPath => System.IO.Path.Combine(Path, "commitlog");

    public StoreOptions Options => new()
    {
        StorePathRootDir = Path, MappedFileSizeCommitLog = 64 * 1024, MappedFileSizeConsumeQueue = 2000, MaxHashSlotNum = 100, MaxIndexNum = 400,
        DiskSpaceWarningLevelRatio = 100, DiskMaxUsedSpaceRatio = 100, DeleteCommitLogFilesInterval = 0,
    };

    public MessageStore Open(StoreOptions? options = null, StoreHooks? hooks = null, TimeProvider? clock = null) =>
        MessageStore.Open(options ?? Options, hooks, new LocalFiles(), clock, NullLoggerFactory.Instance);

    /// <summary>What a disk holds when the process dies now: a copy of the folder while the store is open, abort file included.</summary>
    public StoreFolder Crash()
    {
        var copy = new StoreFolder();
        CopyTree(Path, copy.Path);
        return copy;
    }

    public static void CopyTree(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            var target = System.IO.Path.Combine(to, System.IO.Path.GetFileName(file));
            // The lock file is locked; its content says nothing.
            if (System.IO.Path.GetFileName(file) == "lock") File.WriteAllText(target, "lock");
            else File.Copy(file, target, overwrite: true);
        }

        foreach (var directory in Directory.GetDirectories(from)) CopyTree(directory, System.IO.Path.Combine(to, System.IO.Path.GetFileName(directory)));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Short ways to say what tests do all the time.</summary>
internal static class StoreTestExtensions
{
    public static AppendResult Put(
        this IMessageStore store, string body, string topic = "T", int queue = 0, string properties = "", SystemFlags flags = 0) =>
        store.Append(new MessageAppend
        {
            Topic = topic, QueueId = queue, Body = Encoding.UTF8.GetBytes(body), Properties = Encoding.UTF8.GetBytes(properties),
            BornHost = StoreFolder.Host, StoreHost = StoreFolder.Host, BornTimestamp = 1, SystemFlags = flags,
        });

    public static string[] Bodies(this IMessageStore store, string topic = "T", int queue = 0, long from = 0, IMessageFilter? filter = null)
    {
        var bodies = new List<string>();
        while (true)
        {
            using var result = store.Read(topic, queue, from, 32, 0, filter);
            bodies.AddRange(result.Records.Select(BodyOf));
            if (result.NextBeginOffset <= from || result.NextBeginOffset >= result.MaxOffset) return [.. bodies];
            from = result.NextBeginOffset;
        }
    }

    public static string[] ByKey(this IMessageStore store, string key, string topic = "T", int max = 64)
    {
        using var result = store.QueryByKey(topic, key, max, 0, long.MaxValue);
        return [.. Enumerable.Range(0, result.Count).Select(index => BodyOf(result[index]))];
    }

    public static string BodyOf(ReadOnlyMemory<byte> record)
    {
        Assert.True(MessageRecordCodec.TryRead(record, out var message, out _));
        return Encoding.UTF8.GetString(message!.Body.Span);
    }
}
