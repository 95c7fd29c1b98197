using System.Security.Cryptography;
using System.Text;
using RocketMQ.Admin.Access;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Requests;

/// <summary>The fields of a request and a signature over them and the body. docs/protocol.md 6.14.</summary>
internal sealed class SignedHeader : IRemotingHeader
{
    private readonly IRemotingHeader? _inner;
    private readonly AccessKeys _keys;
    private readonly string _signature;

    /// <summary>Signs.</summary>
    /// <param name="inner">The request's own fields.</param>
    /// <param name="body">Its body.</param>
    /// <param name="keys">With what.</param>
    /// <param name="except">A field that is sent and not signed; null for none.</param>
    public SignedHeader(IRemotingHeader? inner, ReadOnlyMemory<byte> body, AccessKeys keys, string? except = null)
    {
        (_inner, _keys) = (inner, keys);
        var fields = new SortedDictionary<string, string>(HeaderText.Read(inner).ToDictionary(), StringComparer.Ordinal) { ["AccessKey"] = keys.AccessKey };
        if (keys.SecurityToken is { } token)
            fields["SecurityToken"] = token;
        if (except is not null)
            fields.Remove(except);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(keys.SecretKey));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Concat(fields.Values)));
        hash.AppendData(body.Span);
        _signature = Convert.ToBase64String(hash.GetHashAndReset());
    }

    public void Fields<TFields>(ref TFields fields)
        where TFields : struct, IHeaderFields, allows ref struct
    {
        _inner?.Fields(ref fields);
        _ = fields.Required("AccessKey", _keys.AccessKey);
        _ = fields.IfPresent("SecurityToken", _keys.SecurityToken);
        _ = fields.Required("Signature", _signature);
    }
}
