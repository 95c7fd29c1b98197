namespace RocketMQ.Store.Log;

/// <summary>What was appended since the log was opened. Counted under the append lock, where it costs next to nothing; read by anyone.</summary>
internal sealed class AppendTotals
{
    private long _appends;
    private long _messages;
    private long _bytes;

    /// <summary>Batches and a master's bytes count once each.</summary>
    public long Appends => Volatile.Read(ref _appends);

    public long Messages => Volatile.Read(ref _messages);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Called under the append lock.</summary>
    public void Add(int messages, int bytes)
    {
        Volatile.Write(ref _messages, _messages + messages);
        Volatile.Write(ref _bytes, _bytes + bytes);
        Volatile.Write(ref _appends, _appends + 1);
    }
}
