using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Remoting.Wire;

/// <summary>A request or response that owns its memory: what the client side sends and gets, and what waits in a lane.</summary>
public sealed class RemotingCommand
{
    /// <summary>Request code, or response code in a response.</summary>
    public required int Code { get; init; }

    /// <summary>The sender's language.</summary>
    public LanguageCode Language { get; init; } = LanguageCode.DotNet;

    /// <summary>The sender's version ordinal.</summary>
    public int Version { get; init; } = RemotingVersion.Current;

    /// <summary>Set by the connection when a request is sent.</summary>
    public int Opaque { get; init; }

    /// <summary>Response and oneway bits.</summary>
    public CommandFlags Flags { get; init; }

    /// <summary>Free text, in responses the reason of a failure.</summary>
    public string? Remark { get; init; }

    /// <summary>The extension fields of a received command; null when it had none.</summary>
    public IReadOnlyDictionary<string, string>? ExtFields { get; init; }

    /// <summary>The extension fields of a command to be sent.</summary>
    public IRemotingHeader? Header { get; init; }

    /// <summary>The body; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>How the header was written.</summary>
    public SerializeType SerializeType { get; init; }

    /// <summary>The response code of a response.</summary>
    public ResponseCode ResponseCode => (ResponseCode)Code;

    /// <summary>A request to be sent.</summary>
    public static RemotingCommand Request(RequestCode code, IRemotingHeader? header = null, ReadOnlyMemory<byte> body = default) =>
        new() { Code = (int)code, Header = header, Body = body };

    /// <summary>A copy of a frame that outlives its buffer.</summary>
    public static RemotingCommand Copy(in InboundFrame frame) => new()
    {
        Code = frame.Code,
        Language = frame.Language,
        Version = frame.Version,
        Opaque = frame.Opaque,
        Flags = frame.Flags,
        Remark = frame.Remark,
        ExtFields = frame.CopyFields(),
        Body = frame.Body.ToArray(),
        SerializeType = frame.SerializeType,
    };

    /// <summary>Reads the extension fields into a header object.</summary>
    /// <exception cref="RejectedException">A required field is missing, or a number is none.</exception>
    public THeader ReadHeader<THeader>()
        where THeader : IRemotingHeader, new()
    {
        var header = new THeader();
        var reader = new CommandFieldReader(this);
        header.Fields(ref reader);
        return header;
    }
}
