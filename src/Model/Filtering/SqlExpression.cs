namespace RocketMQ.Model.Filtering;

/// <summary>A part of a compiled expression. Immutable; any thread evaluates it, without allocating.</summary>
internal abstract class SqlExpression
{
    /// <summary>Whether it can only be true, false or null, and so stand where a condition must.</summary>
    public abstract bool IsCondition { get; }

    /// <summary>How many parts lie in each other here; evaluation calls itself as often.</summary>
    public virtual int Depth => 1;

    /// <summary>The value for a message.</summary>
    /// <param name="properties">The property text of its record.</param>
    public abstract SqlValue Evaluate(ReadOnlySpan<byte> properties);
}

/// <summary>A constant; TRUE, FALSE and NULL are conditions too.</summary>
internal sealed class SqlConstant : SqlExpression
{
    private readonly SqlKind _kind;
    private readonly long _whole;
    private readonly double _real;
    private readonly byte[] _text = [];

    private SqlConstant(SqlKind kind, long whole = 0, double real = 0) => (_kind, _whole, _real) = (kind, whole, real);

    private SqlConstant(byte[] text) => (_kind, _text) = (SqlKind.Text, text);

    public static SqlConstant Null { get; } = new(SqlKind.Null);

    public SqlKind Kind => _kind;

    public bool IsNumber => _kind is SqlKind.Int32 or SqlKind.Int64 or SqlKind.Double;

    public override bool IsCondition => _kind is SqlKind.Null or SqlKind.Boolean;

    public static SqlConstant Of(bool value) => new(SqlKind.Boolean, value ? 1 : 0);

    /// <summary>A whole number has the narrower of two types that holds it: a property must fit the type to be compared with it.</summary>
    public static SqlConstant Of(long value) => new(value is >= int.MinValue and <= int.MaxValue ? SqlKind.Int32 : SqlKind.Int64, value);

    public static SqlConstant Of(double value) => new(SqlKind.Double, real: value);

    public static SqlConstant Of(byte[] text) => new(text);

    public override SqlValue Evaluate(ReadOnlySpan<byte> properties) => _kind switch
    {
        SqlKind.Boolean => SqlValue.Of(_whole != 0),
        SqlKind.Int32 => SqlValue.Of((int)_whole),
        SqlKind.Int64 => SqlValue.Of(_whole),
        SqlKind.Double => SqlValue.Of(_real),
        SqlKind.Text => SqlValue.Of(_text),
        _ => SqlValue.Null,
    };
}

/// <summary>A property of the message; its name counts by letter and case.</summary>
internal sealed class SqlProperty(byte[] name) : SqlExpression
{
    public override bool IsCondition => false;

    public override SqlValue Evaluate(ReadOnlySpan<byte> properties) =>
        MessageProperties.TryFind(properties, name, out var value) ? SqlValue.Of(value) : SqlValue.Null;
}

/// <summary>A property where a condition must stand. Properties are texts, so it is false, or null where there is none.</summary>
internal sealed class SqlPropertyCondition(SqlProperty property) : SqlExpression
{
    public override bool IsCondition => true;

    public override int Depth => 2;

    public override SqlValue Evaluate(ReadOnlySpan<byte> properties) => property.Evaluate(properties).IsNull ? SqlValue.Null : SqlValue.False;
}

/// <summary>A minus sign.</summary>
internal sealed class SqlNegation(SqlExpression operand) : SqlExpression
{
    public override bool IsCondition => false;

    public override int Depth => operand.Depth + 1;

    public override SqlValue Evaluate(ReadOnlySpan<byte> properties) => operand.Evaluate(properties).Negate();
}

/// <summary>NOT: null stays null.</summary>
internal sealed class SqlNot(SqlExpression condition) : SqlExpression
{
    public override bool IsCondition => true;

    public override int Depth => condition.Depth + 1;

    public override SqlValue Evaluate(ReadOnlySpan<byte> properties)
    {
        var value = condition.Evaluate(properties);
        return value.Kind == SqlKind.Boolean ? SqlValue.Of(value.IsFalse) : value.IsNull ? SqlValue.Null : SqlValue.Failed;
    }
}

/// <summary>AND or OR over any number of conditions, left to right: the first that decides ends it.</summary>
internal sealed class SqlJunction(bool isAnd, IReadOnlyList<SqlExpression> conditions) : SqlExpression
{
    private readonly SqlExpression[] _conditions = [.. conditions];

    public override bool IsCondition => true;

    public override int Depth { get; } = conditions.Max(condition => condition.Depth) + 1;

    public override SqlValue Evaluate(ReadOnlySpan<byte> properties)
    {
        var unknown = false;
        foreach (var condition in _conditions)
        {
            var value = condition.Evaluate(properties);
            if (value.IsFailed)
                return SqlValue.Failed;
            if (value.Kind == SqlKind.Boolean && value.IsTrue != isAnd)
                return value;
            unknown |= value.IsNull;
        }

        return unknown ? SqlValue.Null : SqlValue.Of(isAnd);
    }
}
