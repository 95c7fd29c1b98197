using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Broker.Replication;
using RocketMQ.Model;
using RocketMQ.Remoting.Transport;
using RocketMQ.Store;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Replication;

/// <summary>What a slave makes of the bytes that a master sends, in whatever pieces they come.</summary>
public sealed class MasterStreamTests : IAsyncLifetime
{
    private static readonly ReplicationOptions Options = new()
    {
        Heartbeat = TimeSpan.FromSeconds(5), Housekeeping = TimeSpan.FromSeconds(20), BatchSize = 32 * 1024, MostBehind = 1 << 28,
        SlaveTimeout = TimeSpan.FromSeconds(3),
    };

    private readonly TemporaryFolder _folder = new();
    private IMessageStore _master = null!;
    private IMessageStore _slave = null!;

    public async Task InitializeAsync()
    {
        _master = await OpenAsync("master");
        _slave = await OpenAsync("slave");
        _slave.IsFollower = true;
    }

    public async Task DisposeAsync()
    {
        await _master.DisposeAsync();
        await _slave.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_record_that_was_cut_off_is_completed_by_the_next_connection()
    {
        var end = (int)Put("first").EndOffset;
        using var log = _master.ReadRaw(0, end)!;

        var half = await FollowAsync(Frame(0, end, log.Span[..40]));
        Assert.Equal([0, 40], half);
        Assert.Equal(0, _slave.GetMaxOffset("T", 0));
        var rest = await FollowAsync(Frame(40, end - 40, log.Span[40..]));

        Assert.Equal([40, end], rest);
        using var record = _slave.ReadRecord(0)!;
        Assert.Equal(RecordKind.Message, RecordView.Parse(record.Span, out var message));
        Assert.Equal("first", Encoding.UTF8.GetString(message.Body));
        Assert.Equal(1, _slave.GetMaxOffset("T", 0));
    }

    [Fact]
    public async Task A_master_that_goes_on_elsewhere_is_refused_and_nothing_is_written()
    {
        var end = (int)Put("first").EndOffset;
        using var log = _master.ReadRaw(0, end)!;
        await FollowAsync(Frame(0, end, log.Span));

        var refused = await Assert.ThrowsAsync<ReplicationException>(() => FollowAsync(Frame(end + 10, 5, [1, 2, 3, 4, 5])));

        Assert.Contains($"goes on at {end + 10}, this log ends at {end}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(end, _slave.MaxPhysicalOffset);
    }

    [Fact]
    public async Task An_empty_slave_is_sent_everything_the_master_holds_and_acknowledges_all_of_it()
    {
        var last = Enumerable.Range(0, 300).Select(i => Put(new string('x', 2000) + i)).ToArray()[^1];
        var acknowledged = new TaskCompletionSource();
        var (slaveEnd, masterEnd) = MemoryTransport.CreatePair();
        using var stopping = new CancellationTokenSource();
        await using var stream = new MasterStream(slaveEnd, _slave, Options, TimeProvider.System);
        await using var link = new SlaveLink(masterEnd, _master, Options, TimeProvider.System, NullLogger.Instance)
        {
            Acknowledged = position => { if (position == last.EndOffset) acknowledged.TrySetResult(); },
        };
        var (serving, following) = (link.RunAsync(stopping.Token), stream.FollowAsync(CancellationToken.None));

        await acknowledged.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await stopping.CancelAsync();
        await serving;
        await following;

        // The log has it; its entries are written on a pool thread.
        await Eventually.HoldsAsync("300 visible messages", () => Task.FromResult(_slave.GetMaxOffset("T", 0) == 300));
        Assert.Equal(0, _slave.MinPhysicalOffset);
        for (var at = 0L; at < last.EndOffset;)
        {
            using var theirs = _master.ReadRaw(at, 65_536)!;
            using var ours = _slave.ReadRaw(at, 65_536)!;
            Assert.True(theirs.Span.SequenceEqual(ours.Span));
            at += theirs.Span.Length;
        }
    }

    [Fact]
    public async Task A_slave_with_more_than_the_master_has_is_turned_away()
    {
        var (slaveEnd, masterEnd) = MemoryTransport.CreatePair();
        await using var link = new SlaveLink(masterEnd, _master, Options, TimeProvider.System, NullLogger.Instance);
        var report = new byte[ReplicationFrame.ReportLength];
        ReplicationFrame.WriteReport(report, 1000);
        await slaveEnd.SendAsync(report, CancellationToken.None);

        await link.RunAsync(CancellationToken.None);

        Assert.Equal(0, await slaveEnd.ReceiveAsync(new byte[16], CancellationToken.None));
        Assert.Equal(-1, link.AcknowledgedOffset);
    }

    private AppendResult Put(string body) => _master.Append(new MessageAppend
    {
        Topic = "T", QueueId = 0, Body = Encoding.UTF8.GetBytes(body), Properties = "KEYS\u0001k"u8,
        BornHost = HostAddress.From(new IPEndPoint(IPAddress.Loopback, 1)),
        StoreHost = HostAddress.From(new IPEndPoint(IPAddress.Loopback, 2)), BornTimestamp = 1,
    });

    private static byte[] Frame(long position, int length, ReadOnlySpan<byte> body)
    {
        var frame = new byte[ReplicationFrame.HeaderLength + body.Length];
        ReplicationFrame.WriteHeader(frame, position, length);
        body.CopyTo(frame.AsSpan(ReplicationFrame.HeaderLength));
        return frame;
    }

    /// <summary>Lets the slave take these bytes from a master that then closes; what the slave reported.</summary>
    private async Task<long[]> FollowAsync(byte[] bytes)
    {
        var (slaveEnd, masterEnd) = MemoryTransport.CreatePair();
        await using var stream = new MasterStream(slaveEnd, _slave, Options, TimeProvider.System);
        await masterEnd.SendAsync(bytes, CancellationToken.None);
        var following = stream.FollowAsync(CancellationToken.None);
        var reports = new List<long> { await ReportAsync(masterEnd) };
        if (!following.IsCompleted)
            reports.Add(await ReportAsync(masterEnd));
        await masterEnd.DisposeAsync();
        await following;
        return [.. reports];
    }

    private static async Task<long> ReportAsync(TransportStream master)
    {
        var report = new byte[ReplicationFrame.ReportLength];
        for (var filled = 0; filled < report.Length;)
        {
            var count = await master.ReceiveAsync(report.AsMemory(filled), CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            if (count == 0)
                return -1;
            filled += count;
        }

        return ReplicationFrame.ReadReport(report);
    }

    private ValueTask<IMessageStore> OpenAsync(string name) => MessageStore.OpenAsync(new StoreOptions
    {
        StorePathRootDir = _folder[name], MappedFileSizeCommitLog = 256 * 1024, MappedFileSizeConsumeQueue = 6000, MaxHashSlotNum = 100, MaxIndexNum = 400,
    });
}
