using System.Text.Json;
using RocketMQ.Testing;

namespace RocketMQ.Interop.Tests;

/// <summary>A node process that runs the npm client ali-ons; see clients/ali-ons.js for what is said in which direction.</summary>
public sealed class AliOns : IAsyncDisposable
{
    private readonly ChildProcess _node;

    private AliOns(ChildProcess node) => _node = node;

    public static async Task<AliOns> StartAsync(params string[] args)
    {
        var node = ChildProcess.Start("node", [Path.Combine(AppContext.BaseDirectory, "clients", "ali-ons.js"), .. args]);
        await node.ReadLineAsync(line => line.Contains("\"ready\"", StringComparison.Ordinal));
        return new AliOns(node);
    }

    /// <summary>Sends one message; fails the test when the client says it could not.</summary>
    public async Task<Sent> SendAsync(string topic, string tag, string body, params string[] keys) =>
        await TrySendAsync(topic, tag, body, keys) ?? throw new InvalidOperationException($"not sent; the client printed:\n{_node.Transcript}");

    /// <summary>Sends one message; null when the client says it could not.</summary>
    public async Task<Sent?> TrySendAsync(string topic, string tag, string body, params string[] keys)
    {
        await _node.WriteLineAsync(JsonSerializer.Serialize(new { topic, tag, keys, body }));
        var line = await _node.ReadLineAsync(line => line.StartsWith("{\"sent\"", StringComparison.Ordinal) || line.StartsWith("{\"failed\"", StringComparison.Ordinal));
        return JsonDocument.Parse(line).RootElement.TryGetProperty("sent", out var sent) ? sent.Deserialize<Sent>(JsonSerializerOptions.Web) : null;
    }

    /// <summary>The next message a consumer got.</summary>
    public async Task<Received> ReceiveAsync()
    {
        var line = await _node.ReadLineAsync(line => line.StartsWith("{\"message\"", StringComparison.Ordinal));
        return JsonDocument.Parse(line).RootElement.GetProperty("message").Deserialize<Received>(JsonSerializerOptions.Web)!;
    }

    /// <summary>Makes the consumer's listener fail once on a body.</summary>
    public Task FailOnceAsync(string body) => _node.WriteLineAsync(JsonSerializer.Serialize(new { retry = body }));

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    public sealed record Sent(string SendStatus, string MsgId, int QueueId, long QueueOffset);

    public sealed record Received(string Body, string MsgId, string Topic, string Tag, string Keys, int QueueId, long QueueOffset, int ReconsumeTimes);
}
