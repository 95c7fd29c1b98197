using RocketMQ.Remoting.Transport;
using RocketMQ.Store;

namespace RocketMQ.Broker.Popping;

/// <summary>One request that waits for messages to pop.</summary>
/// <param name="topics">Topics of which a message wakes it; the one it asked for first.</param>
/// <param name="group">Its group.</param>
/// <param name="queueId">The queue it asked for; −1 for any.</param>
/// <param name="takes">Whether it takes messages; a notification only tells of them.</param>
/// <param name="filter">Null for every message.</param>
/// <param name="connection">Where its answer goes.</param>
/// <param name="serve">Serves it again.</param>
/// <param name="overload">Answers it when there is no room to serve it.</param>
internal sealed class WaitingPop(
    IReadOnlyList<string> topics, string group, int queueId, bool takes, IMessageFilter? filter, RemotingConnection connection, Func<Task> serve,
    Action overload)
{
    private ITimer? _timer;
    private int _taken;

    public IReadOnlyList<string> Topics => topics;

    public string Group => group;

    public int QueueId => queueId;

    public bool Takes => takes;

    public RemotingConnection Connection => connection;

    public Func<Task> Serve => serve;

    public Action Overload => overload;

    public bool IsTaken => Volatile.Read(ref _taken) != 0;

    /// <summary>Whether a message in a queue is for it. Retried messages are, whatever queue they are in.</summary>
    public bool Wants(string topic, int queue, long tagsCode) =>
        (queueId < 0 || queueId == queue || topic != topics[0]) && filter?.MatchesTagsCode(tagsCode) != false;

    /// <summary>Makes it the caller's; false when another was faster.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    public void Begin(ITimer timer) => _timer = timer;

    public void WakeAfter(TimeSpan wait)
    {
        // It may have been woken and ended between being listed and this.
        if (!IsTaken)
            _timer?.Change(wait, Timeout.InfiniteTimeSpan);
    }

    public void End() => _timer?.Dispose();
}
