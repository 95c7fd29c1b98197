using System.Text;
using System.Xml;

namespace RocketMQ.ManagementConsole.Messages.Decoding;

/// <summary>Reads XML documents and indents them. Document types are not read: they are how XML grows and looks elsewhere.</summary>
internal sealed class XmlDecoder : IBodyDecoder
{
    private static readonly XmlReaderSettings Closed = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true };

    private static readonly XmlWriterSettings Indented = new() { Indent = true, OmitXmlDeclaration = false, Encoding = new UTF8Encoding(false), NewLineChars = "\n" };

    public BodyFormat Format => BodyFormat.Xml;

    public Reading? Read(ReadOnlyMemory<byte> body, DecodeLimits limits)
    {
        if (!BeginsLikeXml(body.Span))
            return null;
        Charsets.Register();
        var buffer = new BoundedBuffer(limits.MaxBytes);
        try
        {
            using (var reader = XmlReader.Create(Unpacking.StreamOf(body), Closed))
            using (var writer = XmlWriter.Create(new BufferStream(buffer), Indented))
                writer.WriteNode(reader, defattr: false);
            return new Reading { Text = Encoding.UTF8.GetString(buffer.Written.Span) };
        }
        catch (BufferFullException)
        {
            return new Reading { Problem = DecodeProblem.TooLarge };
        }
        catch (Exception broken) when (broken is XmlException or ArgumentException or InvalidOperationException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool BeginsLikeXml(ReadOnlySpan<byte> body) =>
        body is [0xFF, 0xFE, (byte)'<', 0, ..] or [0xFE, 0xFF, 0, (byte)'<', ..]
        || (body is [0xEF, 0xBB, 0xBF, ..] ? body[3..] : body).TrimStart(" \t\r\n"u8) is [(byte)'<', ..];
}
