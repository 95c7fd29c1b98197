using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

/// <summary>Sends bytes as they are and reads frames.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly MemoryTransport _client;
    private readonly byte[] _buffer = new byte[1024 * 1024];
    private int _filled;

    public RawClient(TestBroker broker)
    {
        (_client, var server) = MemoryTransport.CreatePair();
        _ = broker.Server.Server.ServeAsync(server);
    }

    /// <summary>The newest request of the broker's own.</summary>
    public RemotingCommand? Unasked { get; private set; }

    /// <summary>Sends a request as a client of another version does.</summary>
    public Task<RemotingCommand> CallAsync(RequestCode code, Dictionary<string, string> fields, int version, string body = "")
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["code"] = (int)code, ["extFields"] = fields, ["flag"] = 0, ["language"] = "JAVA", ["opaque"] = 1, ["version"] = version,
        });
        var content = Encoding.UTF8.GetBytes(body);
        var frame = new byte[8 + header.Length + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), header.Length);
        header.CopyTo(frame, 8);
        content.CopyTo(frame, 8 + header.Length);
        return PlayAsync(frame);
    }

    public static RemotingCommand Decode(byte[] frame) => RemotingCommand.Copy(InboundFrame.Read(frame, new FieldIndex()));

    public async Task<RemotingCommand> PlayAsync(byte[] frame)
    {
        await _client.SendAsync(frame, CancellationToken.None);
        while (true)
        {
            var received = await ReadAsync();
            if ((received.Flags & CommandFlags.Response) != 0)
                return received;
            Unasked = received;
        }
    }

    /// <summary>The next frame, which must be a request.</summary>
    public async Task<RemotingCommand> NextUnaskedAsync()
    {
        var received = await ReadAsync();
        Assert.Equal(CommandFlags.Request, received.Flags & CommandFlags.Response);
        return received;
    }

    public ValueTask DisposeAsync()
    {
        _client.Abort();
        return ValueTask.CompletedTask;
    }

    private async Task<RemotingCommand> ReadAsync()
    {
        while (true)
        {
            var length = InboundFrame.MeasureFrame(_buffer.AsSpan(0, _filled), InboundFrame.DefaultMaxLength);
            if (length > 0 && length <= _filled)
            {
                var command = Decode(_buffer[..length]);
                _buffer.AsSpan(length, _filled - length).CopyTo(_buffer);
                _filled -= length;
                return command;
            }

            _filled += await _client.ReceiveAsync(_buffer.AsMemory(_filled), CancellationToken.None);
        }
    }
}
