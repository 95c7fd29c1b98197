namespace RocketMQ.Model.Filtering;

/// <summary>Which of two values comes first, with the conversions of the original (docs/protocol.md 6.3).</summary>
internal static class SqlOrder
{
    /// <summary>Compares two values that are there.</summary>
    /// <returns>False where a text is no number of the other side's type, or a condition stands before a text.</returns>
    public static bool TryCompare(SqlValue left, SqlValue right, out int order)
    {
        order = -1;
        if (left.Kind == right.Kind)
        {
            order = left.Kind switch
            {
                SqlKind.Text => left.Text.SequenceCompareTo(right.Text),
                SqlKind.Double => SqlNumbers.Compare(left.Real, right.Real),
                _ => left.Whole.CompareTo(right.Whole),
            };
            return true;
        }

        if (left.Kind == SqlKind.Boolean || right.Kind == SqlKind.Boolean)
            return left.Kind == SqlKind.Text ? CompareFlag(left.Text, right, out order) : right.Kind != SqlKind.Text;
        if (left.Kind == SqlKind.Text)
            return TryConvert(left.Text, right.Kind, out var converted) && TryCompare(converted, right, out order);
        if (right.Kind == SqlKind.Text)
            return TryConvert(right.Text, left.Kind, out var converted) && TryCompare(left, converted, out order);
        order = left.Kind == SqlKind.Double || right.Kind == SqlKind.Double
            ? SqlNumbers.Compare(left.Real, right.Real)
            : left.Whole.CompareTo(right.Whole);
        return true;
    }

    /// <summary>Compares two texts as numbers.</summary>
    public static bool TryCompareNumbers(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, out int order)
    {
        order = 0;
        if (!SqlNumbers.TryReal(left, out var first) || !SqlNumbers.TryReal(right, out var second))
            return false;
        order = SqlNumbers.Compare(first, second);
        return true;
    }

    private static bool CompareFlag(ReadOnlySpan<byte> text, SqlValue flag, out int order)
    {
        order = System.Text.Ascii.EqualsIgnoreCase(text, "true"u8).CompareTo(flag.IsTrue);
        return true;
    }

    private static bool TryConvert(ReadOnlySpan<byte> text, SqlKind kind, out SqlValue value)
    {
        value = SqlValue.Failed;
        if (kind == SqlKind.Double)
        {
            if (!SqlNumbers.TryReal(text, out var real))
                return false;
            value = SqlValue.Of(real);
            return true;
        }

        var (min, max) = kind == SqlKind.Int32 ? (int.MinValue, int.MaxValue) : (long.MinValue, long.MaxValue);
        if (!SqlNumbers.TryWhole(text, min, max, out var whole))
            return false;
        value = kind == SqlKind.Int32 ? SqlValue.Of((int)whole) : SqlValue.Of(whole);
        return true;
    }
}

/// <summary>=, and IS NULL where the right side is NULL. What is missing left makes it null, what is missing right makes it false, and both are equal.</summary>
internal sealed class SqlEqual(SqlExpression left, SqlExpression right) : SqlExpression
{
    public override bool IsCondition => true;

    public override int Depth { get; } = Math.Max(left.Depth, right.Depth) + 1;

    public override SqlValue Evaluate(ReadOnlySpan<byte> properties)
    {
        var first = left.Evaluate(properties);
        if (first.IsFailed)
            return SqlValue.Failed;
        var second = right.Evaluate(properties);
        if (second.IsFailed)
            return SqlValue.Failed;
        if (first.IsNull || second.IsNull)
            return !first.IsNull ? SqlValue.False : second.IsNull ? SqlValue.True : SqlValue.Null;
        return SqlOrder.TryCompare(first, second, out var order) ? SqlValue.Of(order == 0) : SqlValue.Failed;
    }
}

/// <summary>&lt;, &lt;=, &gt; or &gt;=, on numbers only: two texts are compared as the numbers they must be.</summary>
/// <param name="kind">Which.</param>
/// <param name="left">Left side.</param>
/// <param name="right">Right side.</param>
internal sealed class SqlRelation(SqlTokenKind kind, SqlExpression left, SqlExpression right) : SqlExpression
{
    public override bool IsCondition => true;

    public override int Depth { get; } = Math.Max(left.Depth, right.Depth) + 1;

    public override SqlValue Evaluate(ReadOnlySpan<byte> properties)
    {
        var first = left.Evaluate(properties);
        if (first.IsNull || first.IsFailed)
            return first;
        var second = right.Evaluate(properties);
        if (second.IsNull || second.IsFailed)
            return second;
        int order;
        if (first.Kind == SqlKind.Text && second.Kind == SqlKind.Text
            ? !SqlOrder.TryCompareNumbers(first.Text, second.Text, out order)
            : !SqlOrder.TryCompare(first, second, out order))
            return SqlValue.Failed;
        return SqlValue.Of(kind switch
        {
            SqlTokenKind.Less => order < 0,
            SqlTokenKind.LessOrEqual => order <= 0,
            SqlTokenKind.Greater => order > 0,
            _ => order >= 0,
        });
    }
}

/// <summary>IN over texts.</summary>
internal sealed class SqlIn : SqlExpression
{
    private readonly SqlProperty _property;
    private readonly byte[][] _texts;

    public SqlIn(SqlProperty property, IEnumerable<byte[]> texts)
    {
        _property = property;
        _texts = [.. texts];
        Array.Sort(_texts, static (left, right) => left.AsSpan().SequenceCompareTo(right));
    }

    public override bool IsCondition => true;

    public override int Depth => 2;

    public override SqlValue Evaluate(ReadOnlySpan<byte> properties)
    {
        var value = _property.Evaluate(properties);
        return value.IsNull ? SqlValue.Null : SqlValue.Of(Contains(value.Text));
    }

    private bool Contains(ReadOnlySpan<byte> text)
    {
        var (low, high) = (0, _texts.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = text.SequenceCompareTo(_texts[middle]);
            if (order == 0)
                return true;
            (low, high) = order < 0 ? (low, middle - 1) : (middle + 1, high);
        }

        return false;
    }
}

/// <summary>CONTAINS, STARTSWITH and ENDSWITH of 5.x, with or without NOT in front. What is no text, or searched for with an empty one, never matches.</summary>
internal sealed class SqlSearch(SqlSearchKind kind, bool isNot, SqlExpression operand, byte[] text) : SqlExpression
{
    public override bool IsCondition => true;

    public override int Depth => operand.Depth + 1;

    public override SqlValue Evaluate(ReadOnlySpan<byte> properties)
    {
        if (text.Length == 0)
            return SqlValue.False;
        var value = operand.Evaluate(properties);
        if (value.Kind != SqlKind.Text)
            return value.IsFailed ? SqlValue.Failed : SqlValue.False;
        var found = kind switch
        {
            SqlSearchKind.Contains => value.Text.IndexOf(text) >= 0,
            SqlSearchKind.StartsWith => value.Text.StartsWith(text),
            _ => value.Text.EndsWith(text),
        };
        return SqlValue.Of(found != isNot);
    }
}

/// <summary>Where <see cref="SqlSearch"/> looks.</summary>
internal enum SqlSearchKind
{
    Contains,
    StartsWith,
    EndsWith,
}
