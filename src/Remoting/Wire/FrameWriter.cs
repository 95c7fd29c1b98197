using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Remoting.Wire;

/// <summary>
/// Writes one frame straight into an <see cref="OutputBuffer"/>: scalars and remark first, then fields, then the body, then
/// <see cref="Complete"/>. Lengths are patched at the end, nothing is copied twice.
/// </summary>
public ref struct FrameWriter : IHeaderFields
{
    private readonly OutputBuffer _output;
    private readonly int _start;
    private readonly SerializeType _type;
    private readonly int _opaque;
    private readonly CommandFlags _flags;
    private readonly string? _remark;
    private readonly LanguageCode _language;
    private int _fieldsStart;
    private bool _headerEnded;

    /// <summary>Starts a frame behind what <paramref name="output"/> holds already.</summary>
    public FrameWriter(
        OutputBuffer output, SerializeType type, int code, int opaque, CommandFlags flags, string? remark = null, LanguageCode language = LanguageCode.DotNet)
    {
        _output = output;
        _start = output.Length;
        // The code is 16 bits wide in the binary form; later ones can only travel as JSON (docs/protocol.md 1.3).
        _type = code is < short.MinValue or > short.MaxValue ? SerializeType.Json : type;
        _opaque = opaque;
        _flags = flags;
        _remark = remark;
        _language = language;
        output.Write([0, 0, 0, 0, (byte)_type, 0, 0, 0]);
        if (_type == SerializeType.Json)
        {
            output.Write("{\"code\":"u8);
            WriteNumber(code);
        }
        else
            WriteBinaryScalars(code);
    }

    /// <summary>A field whose value is UTF-8 text already.</summary>
    public void Field(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> value)
    {
        BeginField(name, value.Length);
        if (_type == SerializeType.Json)
            JsonText.WriteString(_output, value);
        else
            _output.Write(value);
    }

    /// <summary>A numeric field; numbers travel as text.</summary>
    public void Field(scoped ReadOnlySpan<byte> name, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out var length);
        Field(name, digits[..length]);
    }

    /// <summary>All fields of a header object.</summary>
    public void Fields(IRemotingHeader header)
    {
        // An object with nothing set still shows as {} in the original's frames.
        BeginFields();
        header.Fields(ref this);
    }

    /// <summary>Fields kept as a dictionary, of a command that is passed on.</summary>
    public void Fields(IReadOnlyDictionary<string, string> fields)
    {
        BeginFields();
        foreach (var (name, value) in fields)
            Write(name, value);
    }

    /// <summary>Appends to the body. Ends the header.</summary>
    public void Body(scoped ReadOnlySpan<byte> bytes)
    {
        EndHeader();
        _output.Write(bytes);
    }

    /// <summary>Patches the lengths; the frame is ready to be sent.</summary>
    public void Complete()
    {
        EndHeader();
        BinaryPrimitives.WriteInt32BigEndian(_output.WrittenSpan[_start..], _output.Length - _start - 4);
    }

    /// <summary>Takes the unfinished frame back.</summary>
    public readonly void Abandon() => _output.Truncate(_start);

    string IHeaderFields.Required(string name, string value)
    {
        Write(name, value);
        return value;
    }

    int IHeaderFields.Required(string name, int value)
    {
        Write(name, value);
        return value;
    }

    long IHeaderFields.Required(string name, long value)
    {
        Write(name, value);
        return value;
    }

    bool IHeaderFields.Required(string name, bool value)
    {
        Write(name, value ? "true" : "false");
        return value;
    }

    string? IHeaderFields.IfPresent(string name, string? value)
    {
        if (value is not null)
            Write(name, value);
        return value;
    }

    int? IHeaderFields.IfPresent(string name, int? value)
    {
        if (value is { } number)
            Write(name, number);
        return value;
    }

    long? IHeaderFields.IfPresent(string name, long? value)
    {
        if (value is { } number)
            Write(name, number);
        return value;
    }

    bool? IHeaderFields.IfPresent(string name, bool? value)
    {
        if (value is { } flag)
            Write(name, flag ? "true" : "false");
        return value;
    }

    private void Write(string name, string value)
    {
        Span<byte> utf8Name = stackalloc byte[256];
        // A name that does not fit is none of ours: it came in an extension field of a command that is passed on.
        var nameBytes = Encoding.UTF8.TryGetBytes(name, utf8Name, out var nameLength) ? utf8Name[..nameLength] : Encoding.UTF8.GetBytes(name);
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most <= 512)
        {
            Span<byte> utf8Value = stackalloc byte[most];
            Field(nameBytes, utf8Value[..Encoding.UTF8.GetBytes(value, utf8Value)]);
        }
        else
            Field(nameBytes, Encoding.UTF8.GetBytes(value));
    }

    private void Write(string name, long value)
    {
        Span<byte> utf8Name = stackalloc byte[128];
        Field(utf8Name[..Encoding.UTF8.GetBytes(name, utf8Name)], value);
    }

    private void BeginFields()
    {
        if (_fieldsStart != 0)
            return;
        if (_type == SerializeType.Json)
            _output.Write(",\"extFields\":{"u8);
        _fieldsStart = _output.Length;
    }

    private void BeginField(scoped ReadOnlySpan<byte> name, int valueLength)
    {
        BeginFields();
        if (_type == SerializeType.Json)
        {
            if (_output.Length > _fieldsStart)
                _output.Write(","u8);
            JsonText.WriteString(_output, name);
            _output.Write(":"u8);
            return;
        }

        Span<byte> lengths = stackalloc byte[4];
        BinaryPrimitives.WriteInt16BigEndian(lengths, (short)name.Length);
        _output.Write(lengths[..2]);
        _output.Write(name);
        BinaryPrimitives.WriteInt32BigEndian(lengths, valueLength);
        _output.Write(lengths);
    }

    private void EndHeader()
    {
        if (_headerEnded)
            return;
        _headerEnded = true;
        if (_type == SerializeType.Json)
            WriteJsonScalars();
        else
        {
            BeginFields();
            BinaryPrimitives.WriteInt32BigEndian(_output.WrittenSpan[(_fieldsStart - 4)..], _output.Length - _fieldsStart);
        }

        var headerLength = _output.Length - _start - InboundFrame.PrefixLength;
        if (headerLength > 0xFFFFFF)
            throw new ArgumentException($"a header of {headerLength} bytes can not be sent; its length has 24 bits");
        BinaryPrimitives.WriteInt32BigEndian(_output.WrittenSpan[(_start + 4)..], (int)_type << 24 | headerLength);
    }

    private void WriteJsonScalars()
    {
        if (_fieldsStart != 0)
            _output.Write("}"u8);
        _output.Write(",\"flag\":"u8);
        WriteNumber((int)_flags);
        _output.Write(",\"language\":\""u8);
        _output.Write(_language == LanguageCode.DotNet ? "DOTNET"u8 : Encoding.ASCII.GetBytes(LanguageCodes.NameOf(_language)));
        _output.Write("\",\"opaque\":"u8);
        WriteNumber(_opaque);
        if (_remark is not null)
        {
            _output.Write(",\"remark\":"u8);
            JsonText.WriteString(_output, Encoding.UTF8.GetBytes(_remark));
        }

        _output.Write(",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":"u8);
        WriteNumber(RemotingVersion.Current);
        _output.Write("}"u8);
    }

    private readonly void WriteBinaryScalars(int code)
    {
        var remark = _remark is null ? [] : Encoding.UTF8.GetBytes(_remark);
        Span<byte> scalars = stackalloc byte[17];
        BinaryPrimitives.WriteInt16BigEndian(scalars, (short)code);
        scalars[2] = (byte)_language;
        BinaryPrimitives.WriteInt16BigEndian(scalars[3..], RemotingVersion.Current);
        BinaryPrimitives.WriteInt32BigEndian(scalars[5..], _opaque);
        BinaryPrimitives.WriteInt32BigEndian(scalars[9..], (int)_flags);
        BinaryPrimitives.WriteInt32BigEndian(scalars[13..], remark.Length);
        _output.Write(scalars);
        _output.Write(remark);
        _output.Write([0, 0, 0, 0]);
    }

    private readonly void WriteNumber(long value)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out var length);
        _output.Write(digits[..length]);
    }
}
