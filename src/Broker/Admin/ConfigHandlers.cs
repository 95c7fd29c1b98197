using System.Text;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Persistence;
using RocketMQ.Broker.Topics;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Broker.Admin;

/// <summary>25: properties are changed while the broker runs, those of an allow-list only (docs/protocol.md 2.4.11).</summary>
/// <remarks>The change is written into the file given with -c, whose old content stays beside it as .bak. Without a file it lasts until the stop.</remarks>
internal sealed class UpdateConfigHandler(
    ServerConfiguration configuration, BrokerSettings settings, ConfigVersion version, TopicTable topics, string? file) : IRequestHandler<NoFields>
{
    private readonly ConfigFile? _file = file is null ? null : new ConfigFile(file);

    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var changes = PropertiesText.Parse(Encoding.UTF8.GetString(request.Body.Span));
        if (changes.Count == 0)
            return ValueTask.FromResult(Reply.With(new NoFields()));
        if (configuration.TryChange(changes) is { } problem)
            return ValueTask.FromResult(Reply.Refused(ResponseCode.NoPermission, problem));
        _file?.Save(Encoding.UTF8.GetBytes(Merge(File.Exists(_file.Path) ? File.ReadAllText(_file.Path) : "", changes)));
        var permission = settings.Permission;
        settings.Refresh();
        version.Advance();
        if (settings.Permission != permission)
            topics.Republish();
        return ValueTask.FromResult(Reply.With(new NoFields()));
    }

    /// <summary>Puts changes into a properties text: lines of changed keys are replaced, all others stay as they are, comments included.</summary>
    private string Merge(string text, Dictionary<string, string> changes)
    {
        var pending = changes.ToDictionary(change => configuration.Catalog.Find(change.Key)!.Name, change => change.Value);
        var lines = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            var named = PropertiesText.Parse(line).Keys.FirstOrDefault();
            if (named is not null && configuration.Catalog.Find(named) is { } key && pending.Remove(key.Name, out var value))
                lines.Add($"{key.Name}={value}");
            else if (named is null || configuration.Catalog.Find(named) is not { } known || !changes.Keys.Any(change => configuration.Catalog.Find(change) == known))
                lines.Add(line);
        }

        lines.AddRange(pending.Select(change => $"{change.Key}={change.Value}"));
        return string.Join('\n', lines).TrimStart('\n') + "\n";
    }
}

/// <summary>26: every property with its value.</summary>
internal sealed class GetConfigHandler(ServerConfiguration configuration, ConfigVersion version) : IRequestHandler<NoFields>
{
    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping) => ValueTask.FromResult(Reply.With(
        new GetBrokerConfigResponseHeader { Version = Encoding.UTF8.GetString(FastJson.Write(version.Current)) },
        Encoding.UTF8.GetBytes(PropertiesText.Write(configuration.All))));
}

/// <summary>Version of the configuration; any thread.</summary>
internal sealed class ConfigVersion(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly VersionClock _clock = new(time);

    public DataVersion Current
    {
        get
        {
            lock (_gate)
                return _clock.Current;
        }
    }

    public void Advance()
    {
        lock (_gate)
            _clock.Advance();
    }
}
