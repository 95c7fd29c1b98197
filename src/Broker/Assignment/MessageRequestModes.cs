using Microsoft.Extensions.Logging;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Persistence;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Assignment;

/// <summary>Whether groups pull or pop a topic, kept in messageRequestMode.json (5.x, docs/protocol.md 4.7).</summary>
/// <remarks>One lock guards it; a change is on disk before it returns.</remarks>
internal sealed partial class MessageRequestModes(ConfigFile file, PopSettings settings, ILogger<MessageRequestModes> logger)
{
    private readonly Lock _gate = new();
    private MessageRequestModeTable _table = new();

    /// <summary>Reads the file.</summary>
    public void Load() => _table = file.Load<MessageRequestModeTable>(problem => LogUnreadable(problem)) ?? new();

    /// <summary>What is set for a group and topic, else the default. Retry topics are always pulled.</summary>
    public SetMessageRequestModeRequestBody Find(string topic, string group)
    {
        lock (_gate)
        {
            if (_table.MessageRequestModeMap.TryGetValue(topic, out var groups) && groups.TryGetValue(group, out var mode))
                return mode;
        }

        return SystemTopics.IsRetry(topic) ? new SetMessageRequestModeRequestBody() : settings.DefaultMode;
    }

    public void Put(SetMessageRequestModeRequestBody mode)
    {
        lock (_gate)
        {
            if (!_table.MessageRequestModeMap.TryGetValue(mode.Topic, out var groups))
                _table.MessageRequestModeMap[mode.Topic] = groups = [];
            groups[mode.ConsumerGroup] = mode;
            file.Save(_table);
        }
    }

    /// <summary>All that is set, as it is saved and asked for.</summary>
    public byte[] Snapshot()
    {
        lock (_gate)
            return FastJson.Write(_table);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request modes: {Problem}")]
    private partial void LogUnreadable(string problem);
}
