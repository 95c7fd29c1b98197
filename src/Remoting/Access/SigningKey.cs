using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Remoting.Access;

/// <summary>A secret, ready to sign requests and to check signatures: Base64 of HMAC-SHA1. docs/protocol.md 6.14.</summary>
/// <remarks>Any thread; allocates nothing that outlives the call.</remarks>
public sealed class SigningKey(string secret)
{
    /// <summary>Characters of a signature.</summary>
    public const int SignatureLength = 28;

    private readonly byte[] _secret = Encoding.UTF8.GetBytes(secret);

    /// <summary>The signature of a request.</summary>
    /// <param name="frame">The request; a signature that it carries does not count.</param>
    /// <param name="except">A field that is not signed; empty for none.</param>
    /// <param name="signature">Receives <see cref="SignatureLength"/> bytes.</param>
    public void Sign(in InboundFrame frame, ReadOnlySpan<byte> except, Span<byte> signature)
    {
        var content = ArrayPool<byte>.Shared.Rent(SignedContent.MaxLength(frame));
        try
        {
            var length = SignedContent.Write(frame, except, content);
            Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The protocol's algorithm.
            HMACSHA1.HashData(_secret, content.AsSpan(0, length), hash);
#pragma warning restore CA5350
            Base64.EncodeToUtf8(hash, signature, out _, out _);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content);
        }
    }

    /// <summary>Whether a request is signed with this secret, in either of the two ways that clients sign queries by key.</summary>
    public bool Verify(in InboundFrame frame)
    {
        if (!frame.TryGetField("Signature"u8, out var field) || field.MaxUtf8Length > 2 * SignatureLength)
            return false;
        Span<byte> given = stackalloc byte[2 * SignatureLength];
        given = given[..field.CopyTo(given)];
        return IsSigned(frame, default, given)
            || (frame.TryGetField("_UNIQUE_KEY_QUERY"u8, out _) && IsSigned(frame, "_UNIQUE_KEY_QUERY"u8, given));
    }

    private bool IsSigned(in InboundFrame frame, ReadOnlySpan<byte> except, ReadOnlySpan<byte> given)
    {
        Span<byte> expected = stackalloc byte[SignatureLength];
        Sign(frame, except, expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }
}
