using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace RocketMQ.ManagementConsole.Tests.Live;

/// <summary>A client of SignalR's JSON protocol over a bare web socket, as other programs write it from docs/hub.md.</summary>
internal sealed class HubClient : IDisposable
{
    private const byte RecordSeparator = 0x1e;

    // Only ends a test whose message never comes.
    private readonly CancellationTokenSource _giveUp = new(TimeSpan.FromSeconds(30));
    private readonly ClientWebSocket _socket = new();
    private readonly List<byte> _unread = [];

    public static async Task<HubClient> ConnectAsync(Uri server, string? token = null, string? cookie = null, string path = "/hubs/live")
    {
        var client = new HubClient();
        if (cookie is not null)
            client._socket.Options.SetRequestHeader("Cookie", cookie);
        var query = token is null ? "" : "?access_token=" + token;
        await client._socket.ConnectAsync(new Uri($"ws://{server.Authority}{path}{query}"), client._giveUp.Token);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        var handshake = await client.ReadAsync();
        Assert.False(handshake.TryGetProperty("error", out _));
        return client;
    }

    /// <summary>Calls a method and waits for its completion, whose "result" or "error" tells.</summary>
    public async Task<JsonElement> InvokeAsync(string method, params string[] arguments)
    {
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = method, arguments }));
        return await ReadUntilAsync(type: 3);
    }

    /// <summary>Begins a stream.</summary>
    public Task StreamAsync(string method, params string?[] arguments) => SendAsync(JsonSerializer.Serialize(new { type = 4, invocationId = "s", target = method, arguments }));

    /// <summary>The next item of the stream.</summary>
    public async Task<JsonElement> NextItemAsync() => (await ReadUntilAsync(type: 2)).GetProperty("item");

    /// <summary>Why the stream was refused.</summary>
    public async Task<string?> RefusedAsync() => (await ReadUntilAsync(type: 3)).GetProperty("error").GetString();

    /// <summary>The argument of the next message the hub sends by itself.</summary>
    /// <param name="target">Name of the message.</param>
    /// <param name="passOver">Name of messages that may come before it.</param>
    public async Task<JsonElement> NextAsync(string target, string? passOver = null)
    {
        JsonElement message;
        do
        {
            message = await ReadUntilAsync(type: 1);
        }
        while (message.GetProperty("target").GetString() == passOver);

        Assert.Equal(target, message.GetProperty("target").GetString());
        return message.GetProperty("arguments")[0];
    }

    /// <summary>Waits until the server ends the connection, with a word or without.</summary>
    public async Task ClosedAsync()
    {
        var buffer = new byte[8192];
        try
        {
            while ((await _socket.ReceiveAsync(buffer, _giveUp.Token)).MessageType is not WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Without a word.
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _giveUp.Dispose();
    }

    private Task SendAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json + (char)RecordSeparator), WebSocketMessageType.Text, true, _giveUp.Token);

    private async Task<JsonElement> ReadUntilAsync(int type)
    {
        while (true)
        {
            var message = await ReadAsync();
            if (message.GetProperty("type").GetInt32() == type)
                return message;
        }
    }

    private async Task<JsonElement> ReadAsync()
    {
        int end;
        while ((end = _unread.IndexOf(RecordSeparator)) < 0)
        {
            var buffer = new byte[8192];
            var received = await _socket.ReceiveAsync(buffer, _giveUp.Token);
            Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
            _unread.AddRange(buffer.AsSpan(0, received.Count));
        }

        var record = _unread[..end].ToArray();
        _unread.RemoveRange(0, end + 1);
        return JsonSerializer.Deserialize<JsonElement>(record);
    }
}
