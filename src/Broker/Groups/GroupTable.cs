using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Persistence;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Broker.Groups;

/// <summary>The consumer groups of this broker, kept in subscriptionGroup.json (docs/protocol.md 4.7).</summary>
/// <remarks>Reading takes no lock. Changes are serialised by one lock. Those that were asked for are on disk before they return; a group that was merely seen, as soon as the disk takes it.</remarks>
internal sealed partial class GroupTable
{
    /// <summary>Groups that the original makes at start, and whether they may broadcast.</summary>
    private static readonly (string Name, bool Broadcast)[] Predefined =
    [
        ("TOOLS_CONSUMER", false), ("FILTERSRV_CONSUMER", false), ("SELF_TEST_C_GROUP", false), ("CID_ONS-HTTP-PROXY", true),
        ("CID_ONSAPI_PULL", true), ("CID_ONSAPI_PERMISSION", true), ("CID_ONSAPI_OWNER", true),
    ];

    /// <summary>The bit of the original's permission to read.</summary>
    private const int ReadForbidden = 4;

    private readonly ConcurrentDictionary<string, Group> _groups = new(Utf8NameComparer.Instance);
    private readonly ConcurrentDictionary<string, Group>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;
    private readonly Lock _gate = new();
    private readonly ConfigFile _file;
    private readonly BrokerSettings _settings;
    private readonly VersionClock _version;
    private readonly ILogger<GroupTable> _logger;
    private volatile Dictionary<string, Dictionary<string, int>>? _forbidden;
    private bool _owed;

    public GroupTable(ConfigFile file, BrokerSettings settings, TimeProvider time, ILogger<GroupTable> logger)
    {
        _file = file;
        _settings = settings;
        _version = new VersionClock(time);
        _logger = logger;
        _byBytes = _groups.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>All groups, in no order.</summary>
    public IEnumerable<Group> All => _groups.Values;

    public Group? Find(string name) => _groups.GetValueOrDefault(name);

    /// <summary>Finds by the name as it stands in a frame.</summary>
    public Group? Find(ReadOnlySpan<byte> utf8) => _byBytes.TryGetValue(utf8, out var group) ? group : null;

    /// <summary>Finds a group, or creates it where that is allowed and the name is one. Null otherwise.</summary>
    public Group? FindOrCreate(string name)
    {
        if (Find(name) is { } known)
            return known;
        if (!_settings.AutoCreateGroup && !name.StartsWith("CID_RMQ_SYS_", StringComparison.Ordinal))
            return null;
        if (!GroupRules.Check(name).IsValid)
            return null;
        LogCreated(name);
        lock (_gate)
        {
            if (_groups.TryGetValue(name, out known))
                return known;
            known = _groups[name] = new Group(new SubscriptionGroupConfig { GroupName = name });
            _version.Advance();
            // A disk that is full now gets it later: consumers must go on.
            Volatile.Write(ref _owed, !_file.TrySave(Wrap(), _logger));
            return known;
        }
    }

    /// <summary>Whether an administrator has forbidden a group to read a topic (request 353).</summary>
    public bool IsForbidden(string group, string topic)
    {
        // The table is replaced, never changed: pulls look without the lock.
        return _forbidden is { } table && table.TryGetValue(group, out var topics) && topics.TryGetValue(topic, out var bits) && (bits & ReadForbidden) != 0;
    }

    /// <summary>Forbids or allows a group to read a topic.</summary>
    public void SetForbidden(string group, string topic, bool forbidden)
    {
        lock (_gate)
        {
            var table = _forbidden?.ToDictionary(pair => pair.Key, pair => new Dictionary<string, int>(pair.Value)) ?? [];
            var topics = table.TryGetValue(group, out var known) ? known : table[group] = [];
            var bits = topics.GetValueOrDefault(topic);
            topics[topic] = forbidden ? bits | ReadForbidden : bits & ~ReadForbidden;
            if (topics[topic] == 0)
                topics.Remove(topic);
            if (topics.Count == 0)
                table.Remove(group);
            var before = _forbidden;
            _forbidden = table.Count == 0 ? null : table;
            SaveOrUndo(() => _forbidden = before);
        }
    }

    /// <summary>Reads the file and adds the groups that always exist.</summary>
    public void Load()
    {
        if (_file.Load<SubscriptionGroupWrapper>(problem => LogUnreadable(problem)) is { } saved)
        {
            _version.Restore(saved.DataVersion);
            _forbidden = saved.ForbiddenTable;
            foreach (var (name, config) in saved.SubscriptionGroupTable)
                _groups[name] = new Group(config with { GroupName = name });
        }

        foreach (var (name, broadcast) in Predefined)
            _groups.TryAdd(name, new Group(new SubscriptionGroupConfig { GroupName = name, ConsumeBroadcastEnable = broadcast }));
    }

    /// <summary>Adds or replaces groups in one change.</summary>
    public void Put(params IReadOnlyList<SubscriptionGroupConfig> configs)
    {
        lock (_gate)
        {
            var before = configs.ToDictionary(config => config.GroupName, config => _groups.GetValueOrDefault(config.GroupName));
            foreach (var config in configs)
                _groups[config.GroupName] = new Group(config);
            Save(before);
        }
    }

    /// <summary>Removes a group; false where there is none.</summary>
    public bool Remove(string name)
    {
        lock (_gate)
        {
            if (!_groups.TryRemove(name, out var removed))
                return false;
            Save(new() { [name] = removed });
            return true;
        }
    }

    /// <summary>Becomes the table of a master, version included; false where it is that already.</summary>
    public bool Adopt(SubscriptionGroupWrapper master)
    {
        lock (_gate)
        {
            if (_version.Current == master.DataVersion)
                return false;
            foreach (var gone in _groups.Keys.Except(master.SubscriptionGroupTable.Keys, StringComparer.Ordinal).ToList())
                _groups.TryRemove(gone, out _);
            foreach (var (name, config) in master.SubscriptionGroupTable)
                _groups[name] = new Group(config with { GroupName = name });
            _forbidden = master.ForbiddenTable;
            _version.Restore(master.DataVersion);
            _file.Save(Wrap());
            return true;
        }
    }

    /// <summary>The table with its version, as it is saved and asked for.</summary>
    public SubscriptionGroupWrapper Snapshot()
    {
        lock (_gate)
            return Wrap();
    }

    private SubscriptionGroupWrapper Wrap() => new()
    {
        DataVersion = _version.Current,
        ForbiddenTable = _forbidden,
        SubscriptionGroupTable = _groups.ToDictionary(pair => pair.Key, pair => pair.Value.Config),
    };

    /// <summary>Writes what could not be written when it changed.</summary>
    public void SaveIfOwed()
    {
        if (!Volatile.Read(ref _owed))
            return;
        lock (_gate)
            Volatile.Write(ref _owed, !_file.TrySave(Wrap(), _logger));
    }

    /// <summary>On disk when it returns; otherwise the groups are as before and the caller is told.</summary>
    private void Save(Dictionary<string, Group?> before) => SaveOrUndo(() =>
    {
        foreach (var (name, group) in before)
        {
            if (group is null)
                _groups.TryRemove(name, out _);
            else
                _groups[name] = group;
        }
    });

    private void SaveOrUndo(Action undo)
    {
        _version.Advance();
        _file.SaveOrUndo(Wrap(), undo);
        _owed = false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Consumer group {Group} created when it was first seen")]
    private partial void LogCreated(string group);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Consumer groups: {Problem}")]
    private partial void LogUnreadable(string problem);
}
