using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Persistence;
using RocketMQ.Broker.Statistics;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Broker.Topics;

/// <summary>The topics of this broker, kept in topics.json (docs/protocol.md 4.7).</summary>
/// <remarks>Reading takes no lock. Changes are serialised by one lock. Those that were asked for are on disk before they return, others as soon as the disk takes them; <see cref="Changed"/> follows outside the lock.</remarks>
internal sealed partial class TopicTable
{
    private readonly ConcurrentDictionary<string, Topic> _topics = new(Utf8NameComparer.Instance);
    private readonly ConcurrentDictionary<string, Topic>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private readonly Lock _gate = new();
    private readonly ConfigFile _file;
    private readonly BrokerStatistics _statistics;
    private readonly VersionClock _version;
    private readonly ILogger<TopicTable> _logger;
    private bool _owed;

    public TopicTable(ConfigFile file, BrokerStatistics statistics, TimeProvider time, ILogger<TopicTable> logger)
    {
        _file = file;
        _statistics = statistics;
        _version = new VersionClock(time);
        _logger = logger;
        _byBytes = _topics.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Told after every change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>All topics, in no order.</summary>
    public IEnumerable<Topic> All => _topics.Values;

    public Topic? Find(string name) => _topics.GetValueOrDefault(name);

    /// <summary>Finds by the name as it stands in a frame.</summary>
    public Topic? Find(ReadOnlySpan<byte> utf8) => _byBytes.TryGetValue(utf8, out var topic) ? topic : null;

    /// <summary>Reads the file.</summary>
    public void Load()
    {
        if (_file.Load<TopicConfigSerializeWrapper>(problem => LogUnreadable(problem)) is not { } saved)
            return;
        _version.Restore(saved.DataVersion);
        foreach (var (name, config) in saved.TopicConfigTable)
            _topics[name] = Make(config with { TopicName = name });
    }

    /// <summary>Adds or replaces topics in one change.</summary>
    public void Put(params IReadOnlyList<TopicConfig> configs)
    {
        lock (_gate)
        {
            var before = configs.ToDictionary(config => config.TopicName, config => _topics.GetValueOrDefault(config.TopicName));
            foreach (var config in configs)
                _topics[config.TopicName] = Make(config);
            Save(before);
        }

        Changed?.Invoke();
    }

    /// <summary>Adds a topic unless there is one of that name, and returns the one that counts.</summary>
    public Topic GetOrAdd(TopicConfig config)
    {
        lock (_gate)
        {
            if (_topics.TryGetValue(config.TopicName, out var known))
                return known;
            _topics[config.TopicName] = Make(config);
            SaveLater();
        }

        Changed?.Invoke();
        return _topics[config.TopicName];
    }

    /// <summary>Removes a topic; false where there is none.</summary>
    public bool Remove(string name)
    {
        lock (_gate)
        {
            if (!_topics.TryRemove(name, out var removed))
                return false;
            Save(new() { [name] = removed });
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Takes over which topics are ordered, as a name server tells it: the named ones are, all others are not (docs/protocol.md 2.3.1).</summary>
    public void ApplyOrder(IReadOnlySet<string> ordered)
    {
        lock (_gate)
        {
            var wrong = _topics.Values.Where(topic => topic.IsOrdered != ordered.Contains(topic.Name)).ToList();
            if (wrong.Count == 0)
                return;
            foreach (var topic in wrong)
                _topics[topic.Name] = Make(topic.Config with { Order = !topic.IsOrdered });
            SaveLater();
        }

        Changed?.Invoke();
    }

    /// <summary>Becomes the table of a master, version included; false where it is that already.</summary>
    public bool Adopt(TopicConfigSerializeWrapper master)
    {
        lock (_gate)
        {
            if (_version.Current == master.DataVersion)
                return false;
            foreach (var gone in _topics.Keys.Except(master.TopicConfigTable.Keys, StringComparer.Ordinal).ToList())
                _topics.TryRemove(gone, out _);
            foreach (var (name, config) in master.TopicConfigTable)
                _topics[name] = Make(config with { TopicName = name });
            _version.Restore(master.DataVersion);
            _file.Save(Wrap());
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>
    /// Gives the table a new version without changing a topic: name servers look at the topics of a registration only when its version
    /// is another one (docs/protocol.md 8, trap 40).
    /// </summary>
    public void Republish()
    {
        lock (_gate)
            SaveLater();
        Changed?.Invoke();
    }

    /// <summary>The table with its version, as it is saved, registered and asked for.</summary>
    public TopicConfigSerializeWrapper Snapshot()
    {
        lock (_gate)
            return Wrap();
    }

    private TopicConfigSerializeWrapper Wrap() => new()
    {
        DataVersion = _version.Current,
        TopicConfigTable = _topics.ToDictionary(pair => pair.Key, pair => pair.Value.Config),
    };

    /// <summary>Writes what could not be written when it changed.</summary>
    public void SaveIfOwed()
    {
        if (!Volatile.Read(ref _owed))
            return;
        lock (_gate)
            Volatile.Write(ref _owed, !_file.TrySave(Wrap(), _logger));
    }

    /// <summary>For changes that somebody asked for: they are on disk, or they have not happened.</summary>
    private void Save(Dictionary<string, Topic?> before)
    {
        _version.Advance();
        _file.SaveOrUndo(Wrap(), () =>
        {
            foreach (var (name, topic) in before)
            {
                if (topic is null)
                    _topics.TryRemove(name, out _);
                else
                    _topics[name] = topic;
            }
        });
        _owed = false;
    }

    /// <summary>For changes that happen by the way: they count from now on, and a disk that is full now gets them later.</summary>
    private void SaveLater()
    {
        _version.Advance();
        Volatile.Write(ref _owed, !_file.TrySave(Wrap(), _logger));
    }

    private Topic Make(TopicConfig config) => new(config, _statistics.Topic(config.TopicName));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Topics: {Problem}")]
    private partial void LogUnreadable(string problem);
}
