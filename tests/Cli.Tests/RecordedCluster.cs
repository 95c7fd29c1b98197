using System.Text.Json;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>
/// A cluster of the original as it once answered (Recorded/README.md): what was recorded with the same command comes first, then
/// anything that was ever answered to such a request. What was never asked is refused by name.
/// </summary>
internal sealed class RecordedCluster
{
    private readonly List<Recording> _recordings;
    private readonly string _capture;

    public RecordedCluster(string version, string capture)
    {
        _capture = capture;
        _recordings = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recorded", $"{version}.jsonl")).Select(Recording.Parse)];
        (NameServer, Broker) = version == "4.9.8" ? ("127.0.0.1:29877", "127.0.0.1:31911") : ("127.0.0.1:29887", "127.0.0.1:34911");
        if (capture.StartsWith("acl-", StringComparison.Ordinal))
            (NameServer, Broker) = ("127.0.0.1:29878", "127.0.0.1:39911");
        var server = new FakeServer();
        foreach (var code in _recordings.Select(recording => recording.Code).Distinct())
            server.On((RequestCode)code, Answer);
        server.Listen(Network, NameServer);
        server.Listen(Network, Broker);
    }

    public MemoryNetwork Network { get; } = new();

    public string NameServer { get; }

    public string Broker { get; }

    /// <summary>What was asked, in order: the codes.</summary>
    public List<int> Asked { get; } = [];

    private Reply Answer(RemotingCommand request)
    {
        lock (Asked)
            Asked.Add(request.Code);
        var fields = request.ExtFields ?? new Dictionary<string, string>();
        var fitting = _recordings.Where(recording => recording.Fits(request.Code, fields)).ToList();
        var found = fitting.Find(recording => recording.Capture == _capture) ?? fitting.FirstOrDefault();
        return found?.ToReply()
            ?? Reply.Refused(ResponseCode.SystemError, $"{request.Code} {string.Join(",", fields)} was not recorded");
    }

    private sealed record Recording(
        string Capture, int Code, Dictionary<string, string> Fields, int Answer, string? Remark, Dictionary<string, string> AnswerFields, byte[] Body)
    {
        public static Recording Parse(string line)
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new Recording(
                root.GetProperty("capture").GetString()!,
                root.GetProperty("code").GetInt32(),
                Map(root, "fields"),
                root.TryGetProperty("answer", out var answer) ? answer.GetInt32() : 0,
                root.TryGetProperty("remark", out var remark) ? remark.GetString() : null,
                Map(root, "answerFields"),
                root.TryGetProperty("body", out var body) ? body.GetBytesFromBase64() : []);
        }

        // A field that only one side has (5.x has more of them) does not tell requests apart.
        public bool Fits(int code, IReadOnlyDictionary<string, string> fields) =>
            code == Code && Fields.All(pair => !fields.TryGetValue(pair.Key, out var value) || value == pair.Value);

        public Reply ToReply() => Answer == 0
            ? Reply.With(new RawFields(AnswerFields), Body, Remark)
            : Reply.Refused((ResponseCode)Answer, Remark, new RawFields(AnswerFields));

        private static Dictionary<string, string> Map(JsonElement root, string name) => root.TryGetProperty(name, out var map)
            ? map.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!)
            : [];
    }

    /// <summary>Fields that were recorded, written as they were.</summary>
    private sealed class RawFields(Dictionary<string, string> values) : IRemotingHeader
    {
        public void Fields<TFields>(ref TFields fields)
            where TFields : struct, IHeaderFields, allows ref struct
        {
            foreach (var (name, value) in values)
                _ = fields.Required(name, value);
        }
    }
}
