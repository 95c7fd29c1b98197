using System.Text;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Access;

/// <summary>The fields of a request, with those that say who sends it and prove it. docs/protocol.md 6.14.</summary>
public sealed class SignedHeader : IRemotingHeader
{
    private readonly RemotingCommand _request;
    private readonly AccessKeys _keys;
    private readonly string? _signature;

    private SignedHeader(RemotingCommand request, AccessKeys keys, string? signature)
    {
        _request = request;
        _keys = keys;
        _signature = signature;
    }

    /// <summary>A copy of a request, signed.</summary>
    /// <param name="request">Fields and body.</param>
    /// <param name="keys">Whose request it is.</param>
    /// <param name="except">A field that is sent and not signed; null for none.</param>
    public static RemotingCommand Sign(RemotingCommand request, AccessKeys keys, string? except = null)
    {
        using var buffer = new OutputBuffer();
        // Signed is what is sent, so it is written once to be signed: escapes and numbers can not come out otherwise.
        var frame = new FrameWriter(buffer, SerializeType.Json, request.Code, 0, CommandFlags.Request);
        frame.Fields(new SignedHeader(request, keys, null));
        frame.Body(request.Body.Span);
        frame.Complete();
        Span<byte> signature = stackalloc byte[SigningKey.SignatureLength];
        new SigningKey(keys.SecretKey).Sign(
            InboundFrame.Read(buffer.WrittenSpan, new FieldIndex()), except is null ? default : Encoding.UTF8.GetBytes(except), signature);
        return new RemotingCommand
        {
            Code = request.Code,
            Language = request.Language,
            Version = request.Version,
            Remark = request.Remark,
            Header = new SignedHeader(request, keys, Encoding.ASCII.GetString(signature)),
            Body = request.Body,
            SerializeType = request.SerializeType,
        };
    }

    /// <inheritdoc/>
    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        if (_request.Header is { } header)
            header.Fields(ref fields);
        else
        {
            foreach (var (name, value) in _request.ExtFields ?? new Dictionary<string, string>())
                _ = fields.Required(name, value);
        }

        _ = fields.Required(AccessFields.AccessKey, _keys.AccessKey);
        _ = fields.IfPresent(AccessFields.SecurityToken, _keys.SecurityToken);
        _ = fields.IfPresent(AccessFields.Signature, _signature);
    }
}
