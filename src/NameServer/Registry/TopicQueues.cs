using RocketMQ.Remoting.Bodies;

namespace RocketMQ.NameServer.Registry;

/// <summary>Which broker groups hold queues of which topics. Not thread-safe: owned by the registry's lock.</summary>
/// <remarks>Entries are replaced, never changed, so that those handed out stay what they were.</remarks>
internal sealed class TopicQueues
{
    private readonly Dictionary<string, SortedDictionary<string, QueueData>> _topics = new(StringComparer.Ordinal);

    /// <summary>Names of all topics.</summary>
    public IEnumerable<string> Names => _topics.Keys;

    /// <summary>The queues of a topic by broker group; none when it is unknown.</summary>
    public IReadOnlyCollection<QueueData> Find(string topic) => _topics.TryGetValue(topic, out var queues) ? queues.Values : [];

    /// <summary>Topics whose system flags satisfy a condition; those of any of its groups count.</summary>
    public IEnumerable<string> WithFlags(Func<int, bool> condition) =>
        _topics.Where(topic => condition(topic.Value.Values.First().TopicSysFlag)).Select(topic => topic.Key);

    /// <summary>Topics that have queues in one of the groups.</summary>
    public IEnumerable<string> OnAnyOf(IReadOnlyCollection<string> groups) =>
        _topics.Where(topic => groups.Any(topic.Value.ContainsKey)).Select(topic => topic.Key);

    /// <summary>Adds or replaces a group's queues of a topic.</summary>
    public void Put(string topic, QueueData queues)
    {
        if (!_topics.TryGetValue(topic, out var groups))
            _topics.Add(topic, groups = new SortedDictionary<string, QueueData>(StringComparer.Ordinal));
        groups[queues.BrokerName] = queues;
    }

    /// <summary>Changes the permission of every topic on one group.</summary>
    /// <returns>How many topics the group has.</returns>
    public int ChangePermissions(string group, Func<int, int> change)
    {
        var count = 0;
        foreach (var groups in _topics.Values)
        {
            if (!groups.TryGetValue(group, out var queues))
                continue;
            groups[group] = queues with { Perm = change(queues.Perm) };
            count++;
        }

        return count;
    }

    /// <summary>Forgets a topic.</summary>
    public void Remove(string topic) => _topics.Remove(topic);

    /// <summary>Forgets the queues that some groups have of a topic.</summary>
    public void Remove(string topic, IEnumerable<string> groups)
    {
        if (!_topics.TryGetValue(topic, out var queues))
            return;
        foreach (var group in groups)
            queues.Remove(group);
        if (queues.Count == 0)
            _topics.Remove(topic);
    }

    /// <summary>Forgets all queues of a group, and the topics that nobody else has.</summary>
    public void RemoveGroup(string group)
    {
        foreach (var (topic, groups) in _topics)
        {
            if (groups.Remove(group) && groups.Count == 0)
                _topics.Remove(topic);
        }
    }
}
