using System.Globalization;

namespace RocketMQ.Model.Tests.Filtering;

/// <summary>
/// SQL92 conditions as a tree of boxed values, evaluated the slow and obvious way: what each operator means stands in one line.
/// Throws where values can not be compared.
/// </summary>
internal static class SqlReference
{
    public abstract record Node;

    public sealed record Property(string Name) : Node;

    public sealed record Constant(object? Value, string Spelling) : Node;

    public sealed record Negate(Node Of) : Node;

    public sealed record Not(Node Of) : Node;

    public sealed record Junction(bool IsAnd, Node Left, Node Right) : Node;

    public sealed record Compare(string Sign, Node Left, Node Right) : Node;

    public sealed record IsNull(Node Of, bool IsNot) : Node;

    public sealed record In(string Name, string[] Texts, bool IsNot) : Node;

    public sealed record Between(Node Of, Node Low, Node High, bool IsNot) : Node;

    public static string Write(Node node) => node switch
    {
        Property property => property.Name,
        Constant constant => constant.Spelling,
        Negate negate => $"-({Write(negate.Of)})",
        Not not => $"NOT ({Write(not.Of)})",
        Junction junction => $"({Write(junction.Left)}) {(junction.IsAnd ? "AND" : "or")} ({Write(junction.Right)})",
        Compare compare => $"({Write(compare.Left)}){compare.Sign}({Write(compare.Right)})",
        IsNull isNull => $"({Write(isNull.Of)}) IS {(isNull.IsNot ? "NOT " : "")}NULL",
        In isIn => $"{isIn.Name} {(isIn.IsNot ? "NOT " : "")}IN ({string.Join(", ", isIn.Texts.Select(text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"))})",
        Between between => $"({Write(between.Of)}) {(between.IsNot ? "NOT " : "")}BETWEEN ({Write(between.Low)}) AND ({Write(between.High)})",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    public static object? Evaluate(Node node, IReadOnlyDictionary<string, string> properties)
    {
        object? Of(Node inner) => Evaluate(inner, properties);
        return node switch
        {
            Property property => properties.GetValueOrDefault(property.Name),
            Constant constant => constant.Value,
            Negate negate => Of(negate.Of) switch { int i => -i, long l => -l, double d => -d, _ => null },
            Not not => Truth(not.Of, properties) is { } truth ? !truth : null,
            Junction { IsAnd: true } and => Truth(and.Left, properties) switch { false => false, var left => Truth(and.Right, properties) switch { false => false, null => null, true => left } },
            Junction or => Truth(or.Left, properties) switch { true => true, var left => Truth(or.Right, properties) switch { true => true, null => null, false => left } },
            Compare { Sign: "=" } equal => Equal(Of(equal.Left), Of(equal.Right)),
            Compare { Sign: "<>" } unequal => Equal(Of(unequal.Left), Of(unequal.Right)) is { } equal ? !equal : null,
            Compare compare => Related(compare.Sign, Of(compare.Left), () => Of(compare.Right)),
            IsNull isNull => Of(isNull.Of) is null != isNull.IsNot,
            In isIn => Of(new Property(isIn.Name)) is string text ? isIn.Texts.Contains(text) != isIn.IsNot : null,
            Between { IsNot: true } between => Evaluate(
                new Junction(false, new Compare("<", between.Of, between.Low), new Compare(">", between.Of, between.High)), properties),
            Between between => Evaluate(
                new Junction(true, new Compare(">=", between.Of, between.Low), new Compare("<=", between.Of, between.High)), properties),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
    }

    /// <summary>Where a condition is needed a property, being a text, is false.</summary>
    public static bool? Truth(Node node, IReadOnlyDictionary<string, string> properties) => Evaluate(node, properties) switch
    {
        null => null,
        bool truth => truth,
        _ => false,
    };

    private static bool? Equal(object? left, object? right)
    {
        if (left is null)
            return right is null ? true : null;
        return right is not null && Order(left, right) == 0;
    }

    private static bool? Related(string sign, object? left, Func<object?> evaluateRight)
    {
        if (left is null || evaluateRight() is not { } right)
            return null;
        var order = left is string first && right is string second ? Number(first).CompareTo(Number(second)) : Order(left, right);
        return sign switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
    }

    private static int Order(object left, object right) => (left, right) switch
    {
        (string text, string other) => string.CompareOrdinal(text, other),
        (bool truth, bool other) => truth.CompareTo(other),
        (bool, string) => throw new InvalidCastException("a condition stands before a text"),
        (bool, _) => -1,
        (string text, bool truth) => text.Equals("true", StringComparison.OrdinalIgnoreCase).CompareTo(truth),
        (_, bool) => -1,
        (string text, int number) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).CompareTo(number),
        (string text, long number) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).CompareTo(number),
        (string text, double number) => Number(text).CompareTo(number),
        (_, string) => -Math.Sign(Order(right, left)),
        (double or int or long, double) or (double, int or long) =>
            Convert.ToDouble(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(right, CultureInfo.InvariantCulture)),
        _ => Convert.ToInt64(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToInt64(right, CultureInfo.InvariantCulture)),
    };

    private static double Number(string text) => double.Parse(
        text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
}
