using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Dispatch;

/// <summary>What a handler answers.</summary>
public sealed class Reply
{
    private Reply(ResponseCode code) => Code = code;

    /// <summary>Success without fields or body.</summary>
    public static Reply Success { get; } = new(ResponseCode.Success);

    /// <summary>Nothing is sent: the protocol wants no response, or another party answers when the time has come.</summary>
    public static Reply None { get; } = new(ResponseCode.Success);

    /// <summary>The response code.</summary>
    public ResponseCode Code { get; }

    /// <summary>Free text; the reason where the code is a failure.</summary>
    public string? Remark { get; private init; }

    /// <summary>The response fields.</summary>
    public IRemotingHeader? Header { get; private init; }

    /// <summary>The response body.</summary>
    public ReadOnlyMemory<byte> Body { get; private init; }

    /// <summary>Success with fields and, if need be, a body.</summary>
    public static Reply With(IRemotingHeader? header, ReadOnlyMemory<byte> body = default, string? remark = null) =>
        new(ResponseCode.Success) { Header = header, Body = body, Remark = remark };

    /// <summary>Success with a body alone.</summary>
    public static Reply WithBody(ReadOnlyMemory<byte> body) => new(ResponseCode.Success) { Body = body };

    /// <summary>What another party answered, passed on as it is.</summary>
    public static Reply PassOn(RemotingCommand answer) => new(answer.ResponseCode)
    {
        Remark = answer.Remark,
        Header = answer.ExtFields is { } fields ? new PassedFields(fields) : null,
        Body = answer.Body,
    };

    /// <summary>Any other code, with its reason.</summary>
    public static Reply Refused(ResponseCode code, string? remark, IRemotingHeader? header = null) =>
        new(code) { Remark = remark, Header = header };
}
