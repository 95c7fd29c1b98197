using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Persistence;
using RocketMQ.Model.Filtering;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Broker.Filtering;

/// <summary>The SQL92 filters of consumer groups by topic, kept in consumerFilter.json (docs/protocol.md 6.3).</summary>
/// <remarks>
/// Pulls find a filter without a lock; one lock serialises changes. A group that goes leaves its filters behind for a while, so that
/// its version still counts when it comes back. The file is written in intervals and at the stop; what a crash loses comes again with the
/// next heartbeat.
/// </remarks>
internal sealed partial class ConsumerFilters(
    ConfigFile file, CompiledFilters compiled, TimeSpan keepDead, TimeProvider time, ILogger<ConsumerFilters> logger)
{
    /// <summary>Those who were alive when the file was written are taken to have gone this long before it was read.</summary>
    private static readonly TimeSpan GoneBeforeStart = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, ConsumerFilter>> _topics = new(Utf8NameComparer.Instance);
    private readonly Lock _gate = new();
    private int _dirty;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The filter of a group for a topic; null where there is none.</summary>
    public ConsumerFilter? Find(string topic, string group) => _topics.TryGetValue(topic, out var groups) ? groups.GetValueOrDefault(group) : null;

    /// <summary>Finds by the topic as it stands in a record.</summary>
    public ConsumerFilter? Find(ReadOnlySpan<byte> topic, string group) =>
        _topics.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(topic, out var groups) ? groups.GetValueOrDefault(group) : null;

    /// <summary>Takes over what a heartbeat says about one group. An expression that is none leaves the group without a filter for its topic.</summary>
    public void Register(string group, IReadOnlyCollection<SubscriptionData> subscriptions)
    {
        // Nearly all groups filter by tags, and have nothing to do with this table.
        if (_topics.IsEmpty && subscriptions.All(data => Subscription.IsTagType(data.ExpressionType)))
            return;
        lock (_gate)
        {
            foreach (var data in subscriptions.Where(data => !Subscription.IsTagType(data.ExpressionType) && !string.IsNullOrEmpty(data.SubString)))
                Register(group, data);
            foreach (var (topic, groups) in _topics)
            {
                if (groups.TryGetValue(group, out var known) && subscriptions.All(data => data.Topic != topic))
                    Bury(groups, known);
            }
        }
    }

    /// <summary>A group has no client any more.</summary>
    public void Unregister(string group)
    {
        if (_topics.IsEmpty)
            return;
        lock (_gate)
        {
            foreach (var groups in _topics.Values)
            {
                if (groups.TryGetValue(group, out var known))
                    Bury(groups, known);
            }
        }
    }

    /// <summary>Reads the file.</summary>
    public void Load()
    {
        if (file.Load<ConsumerFilterWrapper>(problem => LogUnreadable(problem)) is not { } saved)
            return;
        foreach (var (topic, filters) in saved.FilterDataByTopic)
        {
            foreach (var (group, data) in filters.GroupFilterData)
            {
                var filter = compiled.Get(data.Expression);
                if (filter.Problem is { } problem)
                    LogNotCompiled(group, topic, problem);
                var gone = data.DeadTime == 0 ? data with { DeadTime = Math.Max(data.BornTime, Now - (long)GoneBeforeStart.TotalMilliseconds) } : data;
                Put(topic, group, new ConsumerFilter(gone, filter.Filter));
            }
        }
    }

    /// <summary>Forgets groups that went long ago, and writes the file when something changed since it was last written.</summary>
    public void SaveIfChanged()
    {
        ConsumerFilterWrapper content;
        lock (_gate)
        {
            Clean();
            if (Interlocked.Exchange(ref _dirty, 0) == 0)
                return;
            content = Snapshot();
        }

        try
        {
            file.Save(content);
        }
        catch (IOException failure)
        {
            Volatile.Write(ref _dirty, 1);
            LogNotSaved(failure, file.Path);
        }
    }

    private void Register(string group, SubscriptionData data)
    {
        var type = data.ExpressionType!;
        if (Find(data.Topic, group) is { } known)
        {
            if (data.SubVersion < known.Data.ClientVersion || (data.SubVersion == known.Data.ClientVersion && !known.Data.Dead))
                return;
            // The same version again is the same client back again, whatever it says.
            if (data.SubVersion == known.Data.ClientVersion || (known.Data.Expression == data.SubString && known.Data.ExpressionType == type))
            {
                Put(data.Topic, group, known with { Data = known.Data with { ClientVersion = data.SubVersion, DeadTime = 0 } });
                return;
            }
        }

        var filter = type == SqlType.Name ? compiled.Get(data.SubString) : new CompiledFilter(null, SqlType.Unknown(type));
        if (filter.Problem is { } problem)
        {
            Remove(data.Topic, group);
            LogNotCompiled(group, data.Topic, problem);
            return;
        }

        Put(data.Topic, group, new ConsumerFilter(
            new ConsumerFilterData
            {
                Topic = data.Topic,
                ConsumerGroup = group,
                Expression = data.SubString,
                ExpressionType = type,
                ClientVersion = data.SubVersion,
                BornTime = Now,
            },
            filter.Filter));
    }

    private void Put(string topic, string group, ConsumerFilter filter)
    {
        _topics.GetOrAdd(topic, static _ => new(StringComparer.Ordinal))[group] = filter;
        Volatile.Write(ref _dirty, 1);
    }

    private void Bury(ConcurrentDictionary<string, ConsumerFilter> groups, ConsumerFilter known)
    {
        if (known.Data.Dead)
            return;
        groups[known.Data.ConsumerGroup] = known with { Data = known.Data with { DeadTime = Now } };
        Volatile.Write(ref _dirty, 1);
    }

    private void Remove(string topic, string group)
    {
        if (!_topics.TryGetValue(topic, out var groups) || !groups.TryRemove(group, out _))
            return;
        if (groups.IsEmpty)
            _topics.TryRemove(topic, out _);
        Volatile.Write(ref _dirty, 1);
    }

    private void Clean()
    {
        var before = Now - (long)keepDead.TotalMilliseconds;
        foreach (var (topic, groups) in _topics)
        {
            foreach (var known in groups.Values.Where(known => known.Data.Dead && known.Data.DeadTime <= before))
                Remove(topic, known.Data.ConsumerGroup);
        }
    }

    private ConsumerFilterWrapper Snapshot() => new()
    {
        FilterDataByTopic = _topics.ToDictionary(
            topic => topic.Key,
            topic => new FilterDataByTopic { Topic = topic.Key, GroupFilterData = topic.Value.ToDictionary(group => group.Key, group => group.Value.Data) }),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Consumer filters: {Problem}")]
    private partial void LogUnreadable(string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Group {Group} has no filter for topic {Topic} and gets none of its messages: {Problem}")]
    private partial void LogNotCompiled(string group, string topic, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Consumer filters could not be written to {Path}; they are kept and written with the next change")]
    private partial void LogNotSaved(Exception exception, string path);
}
