using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Json;

namespace RocketMQ.NameServer.KeyValues;

/// <summary>
/// Values by key by namespace, kept in <c>kvConfig.json</c>. One namespace has a meaning of its own,
/// <see cref="OrderTopics"/>; users may make any other. docs/protocol.md 2.3.5.
/// </summary>
/// <remarks>
/// Thread-safe. A change builds a new table, writes it to the file, and only then shows it: what was answered is on the disk, and
/// a change that could not be written has not happened. Changes take the lock, readers take whatever table is current. A crash
/// while writing leaves the former file, as it was or under the name <c>.bak</c>.
/// </remarks>
internal sealed partial class KeyValueStore(string path, ILogger<KeyValueStore> logger)
{
    /// <summary>Namespace of ordered topics: topic → <c>brokerName:queues;…</c>.</summary>
    public const string OrderTopics = "ORDER_TOPIC_CONFIG";

    private readonly Lock _changing = new();
    private volatile Dictionary<string, Dictionary<string, string>> _table = new(StringComparer.Ordinal);

    /// <summary>Reads the file, or its backup where the file is missing or broken.</summary>
    /// <exception cref="ServerStartException">There is something, and none of it can be read.</exception>
    public void Load()
    {
        var problem = TryLoad(path);
        if (problem is null)
            return;
        var backup = path + ".bak";
        if (problem.Length == 0 && !File.Exists(backup))
            return;
        if (TryLoad(backup) is not null)
        {
            throw new ServerStartException(problem.Length == 0
                ? $"the backup '{backup}' can not be read and '{path}' is missing; mend it or remove it to start without key-value configuration"
                : $"the key-value configuration '{path}' can not be read ({problem}), nor can its backup; mend it or remove it to start without");
        }

        LogBackupUsed(path, problem.Length == 0 ? "it is missing or empty" : problem);
    }

    /// <summary>The value of a key; null when there is none.</summary>
    public string? Find(string name, string key) => _table.GetValueOrDefault(name)?.GetValueOrDefault(key);

    /// <summary>All values of a namespace; null when there never was one. Not to be changed.</summary>
    public IReadOnlyDictionary<string, string>? FindNamespace(string name) => _table.GetValueOrDefault(name);

    /// <summary>Sets a value.</summary>
    /// <exception cref="IOException">It can not be written; nothing has changed.</exception>
    public void Put(string name, string key, string value) => Change(name, values => values[key] = value);

    /// <summary>Removes a value; its namespace stays, be it empty.</summary>
    /// <exception cref="IOException">It can not be written; nothing has changed.</exception>
    public void Delete(string name, string key)
    {
        if (Find(name, key) is not null)
            Change(name, values => values.Remove(key));
    }

    private void Change(string name, Action<Dictionary<string, string>> change)
    {
        lock (_changing)
        {
            var values = _table.TryGetValue(name, out var current)
                ? new Dictionary<string, string>(current, StringComparer.Ordinal)
                : new Dictionary<string, string>(StringComparer.Ordinal);
            change(values);
            var table = new Dictionary<string, Dictionary<string, string>>(_table, StringComparer.Ordinal) { [name] = values };
            ReplacedFile.Write(path, FastJson.Write(new KvConfigFile { ConfigTable = table }, FastJsonStyle.Pretty));
            _table = table;
        }
    }

    /// <summary>Null when the file was read, empty when there is nothing in it, else what is wrong with it.</summary>
    private string? TryLoad(string file)
    {
        try
        {
            if (!File.Exists(file))
                return "";
            var content = File.ReadAllBytes(file);
            if (content.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
                return "";
            var table = FastJson.Parse<KvConfigFile>(content).ConfigTable;
            _table = table.ToDictionary(
                entry => entry.Key, entry => new Dictionary<string, string>(entry.Value, StringComparer.Ordinal), StringComparer.Ordinal);
            return null;
        }
        catch (Exception failure) when (failure is FormatException or IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} was not used, its backup was: {Problem}")]
    private partial void LogBackupUsed(string path, string problem);
}
