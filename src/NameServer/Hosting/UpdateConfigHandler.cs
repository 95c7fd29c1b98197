using System.Text;
using RocketMQ.NameServer.KeyValues;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.NameServer.Hosting;

/// <summary>318: change properties while the server runs, as far as they are declared editable, and keep the change. docs/protocol.md 2.3.9.</summary>
/// <remarks>
/// The original lets anyone who reaches its port change any property but three. Here nothing that names a file, an address or a
/// credential can be changed from outside.
/// </remarks>
internal sealed class UpdateConfigHandler(ServerConfiguration configuration) : IRequestHandler<NoFields>
{
    private readonly Lock _changing = new();

    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var changes = PropertiesText.Parse(Encoding.UTF8.GetString(request.Body.Span));
        lock (_changing)
        {
            if (configuration.TryChange(changes) is { } refusal)
                return ValueTask.FromResult(Reply.Refused(ResponseCode.NoPermission, refusal));
            Keep(changes);
        }

        return ValueTask.FromResult(Reply.Success);
    }

    /// <summary>Changes the lines of these properties and leaves all others, and the comments, as they are.</summary>
    private void Keep(Dictionary<string, string> changes)
    {
        if (changes.Count == 0)
            return;
        var path = configuration.Text(NameServerConfig.ConfigStorePath);
        var lines = File.Exists(path) ? File.ReadAllLines(path).ToList() : [];
        lines.RemoveAll(line => PropertiesText.Parse(line).Keys.Any(changes.ContainsKey));
        lines.AddRange(changes.Select(change => $"{change.Key}={change.Value.Trim()}"));
        ReplacedFile.Write(path, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
    }
}
