namespace RocketMQ.Model.Filtering;

/// <summary>What kind of value a part of an expression has for one message.</summary>
internal enum SqlKind : byte
{
    /// <summary>The property is not there, or nothing can be said: SQL's third truth value.</summary>
    Null,

    /// <summary>The kinds of values can not be put together. The message is not matched, whatever the rest of the expression says.</summary>
    Failed,
    Boolean,
    Int32,
    Int64,
    Double,

    /// <summary>Every property is one, and quoted constants are.</summary>
    Text,
}

/// <summary>A value of a part of an expression. Text lies where it came from, in the record or the compiled expression.</summary>
internal readonly ref struct SqlValue
{
    private readonly long _whole;
    private readonly double _real;

    private SqlValue(SqlKind kind, long whole, double real, ReadOnlySpan<byte> text)
    {
        Kind = kind;
        _whole = whole;
        _real = real;
        Text = text;
    }

    public static SqlValue Null => default;

    public static SqlValue Failed => new(SqlKind.Failed, 0, 0, default);

    public static SqlValue True => new(SqlKind.Boolean, 1, 0, default);

    public static SqlValue False => new(SqlKind.Boolean, 0, 0, default);

    public SqlKind Kind { get; }

    /// <summary>UTF-8.</summary>
    public ReadOnlySpan<byte> Text { get; }

    public bool IsNull => Kind == SqlKind.Null;

    public bool IsFailed => Kind == SqlKind.Failed;

    public bool IsTrue => Kind == SqlKind.Boolean && _whole != 0;

    public bool IsFalse => Kind == SqlKind.Boolean && _whole == 0;

    public long Whole => _whole;

    public double Real => Kind == SqlKind.Double ? _real : _whole;

    public static SqlValue Of(bool value) => value ? True : False;

    public static SqlValue Of(int value) => new(SqlKind.Int32, value, 0, default);

    public static SqlValue Of(long value) => new(SqlKind.Int64, value, 0, default);

    public static SqlValue Of(double value) => new(SqlKind.Double, 0, value, default);

    public static SqlValue Of(ReadOnlySpan<byte> text) => new(SqlKind.Text, 0, 0, text);

    /// <summary>The number with the other sign; nothing for what is no number.</summary>
    public SqlValue Negate() => Kind switch
    {
        SqlKind.Failed => Failed,
        SqlKind.Int32 => Of(unchecked(-(int)_whole)),
        SqlKind.Int64 => Of(unchecked(-_whole)),
        SqlKind.Double => Of(-_real),
        _ => Null,
    };
}
