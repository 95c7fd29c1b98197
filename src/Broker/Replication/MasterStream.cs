using RocketMQ.Remoting.Transport;
using RocketMQ.Store;

namespace RocketMQ.Broker.Replication;

/// <summary>One connection of a slave to its master: writes what arrives to the end of the own log and reports how far that is (docs/protocol.md 5.1).</summary>
/// <remarks>
/// The receive loop owns the log's end. Reports are sent by it and by the heartbeat, one at a time under <c>_sending</c>. A piece that is cut off in
/// the middle stays in the log; the next connection goes on behind its last byte, and recovery cuts it off if there is none.
/// </remarks>
internal sealed class MasterStream : IAsyncDisposable
{
    private readonly TransportStream _transport;
    private readonly IMessageStore _store;
    private readonly ReplicationOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly byte[] _report = new byte[ReplicationFrame.ReportLength];
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _filled;
    private int _missing;
    private long _next;
    private long _lastRead;
    private long _lastWrite;

    public MasterStream(TransportStream transport, IMessageStore store, ReplicationOptions options, TimeProvider time)
    {
        _transport = transport;
        _store = store;
        _options = options;
        _time = time;
        _lastRead = _lastWrite = time.GetTimestamp();
        Rate = new ByteRate(time);
    }

    /// <summary>How fast the log comes.</summary>
    public ByteRate Rate { get; }

    /// <summary>Time since the last byte came.</summary>
    public TimeSpan SinceRead => _time.GetElapsedTime(Volatile.Read(ref _lastRead));

    /// <summary>Time since the last report.</summary>
    public TimeSpan SinceWrite => _time.GetElapsedTime(Volatile.Read(ref _lastWrite));

    /// <summary>Follows until the master closes the connection.</summary>
    /// <exception cref="ReplicationException">What comes does not fit the own log, or can not be stored.</exception>
    public async Task FollowAsync(CancellationToken stopping)
    {
        await using var heartbeat = _time.CreateTimer(_ => _ = BeatAsync(), null, _options.Heartbeat, _options.Heartbeat);
        await ReportAsync(stopping);
        while (await _transport.ReceiveAsync(_buffer.AsMemory(_filled), stopping) is > 0 and var count)
        {
            Volatile.Write(ref _lastRead, _time.GetTimestamp());
            _filled += count;
            if (Take())
                await ReportAsync(stopping);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        _sending.Dispose();
    }

    /// <summary>Writes what has arrived to the log; true when the log has grown.</summary>
    private bool Take()
    {
        var (at, before) = (0, _store.MaxPhysicalOffset);
        while (at < _filled)
        {
            if (_missing == 0)
            {
                if (_filled - at < ReplicationFrame.HeaderLength)
                    break;
                Begin(_buffer.AsSpan(at));
                at += ReplicationFrame.HeaderLength;
                continue;
            }

            var part = Math.Min(_missing, _filled - at);
            Append(_buffer.AsSpan(at, part));
            at += part;
            _missing -= part;
        }

        _buffer.AsSpan(at, _filled - at).CopyTo(_buffer);
        _filled -= at;
        return _store.MaxPhysicalOffset > before;
    }

    private void Begin(ReadOnlySpan<byte> header)
    {
        var (position, length) = ReplicationFrame.ReadHeader(header);
        var end = _store.MaxPhysicalOffset;
        if (length < 0 || position < 0)
            throw new ReplicationException($"the master sent position {position} and length {length}, which is no piece of a log");
        if (end != 0 && position != end)
            throw new ReplicationException($"the master goes on at {position}, this log ends at {end}");
        (_next, _missing) = (position, length);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        var result = _store.AppendRaw(_next, bytes);
        if (!result.IsStored)
            throw new ReplicationException($"what the master sent for {_next} can not be stored: {result.Problem}");
        _next += bytes.Length;
        Rate.Add(bytes.Length);
    }

    private async Task ReportAsync(CancellationToken stopping)
    {
        await _sending.WaitAsync(stopping);
        try
        {
            ReplicationFrame.WriteReport(_report, _store.MaxPhysicalOffset);
            await _transport.SendAsync(_report, stopping);
            Volatile.Write(ref _lastWrite, _time.GetTimestamp());
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says that this slave is there, and gives up on a master that has not been heard for too long.</summary>
    private async Task BeatAsync()
    {
        if (SinceRead >= _options.Housekeeping)
        {
            _transport.Abort();
            return;
        }

        if (SinceWrite < _options.Heartbeat)
            return;
        try
        {
            await ReportAsync(CancellationToken.None);
        }
        catch (Exception broken) when (broken is IOException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // The receive loop ends with the same connection and tells why.
            _transport.Abort();
        }
    }
}
