using System.Globalization;
using System.Text.Json;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages.Filters;

/// <summary>One condition on messages. Operators are fixed, so that no condition can take more than one look at a message.</summary>
/// <param name="Field">What it looks at.</param>
/// <param name="Name">Name of the property, or the path.</param>
/// <param name="Operator">How it compares.</param>
/// <param name="Value">With what; empty where there is nothing to compare with.</param>
public sealed record MessageCondition(ConditionField Field, string Name, ConditionOperator Operator, string Value)
{
    private readonly JsonPath? _path = Field is ConditionField.Json ? JsonPath.Parse(Name) : null;
    private readonly decimal? _number = decimal.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads a condition: <c>tag eq paid</c>, <c>property:region contains eu</c>, <c>json:$.amount gt 100</c>; null when it is none.</summary>
    public static MessageCondition? Parse(string text)
    {
        var parts = text.Split(' ', 3);
        if (parts.Length < 2 || !TryParse<ConditionOperator>(parts[1], out var @operator))
            return null;
        var colon = parts[0].IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? "" : Uri.UnescapeDataString(parts[0][(colon + 1)..]);
        if (!TryParse<ConditionField>(colon < 0 ? parts[0] : parts[0][..colon], out var field))
            return null;
        var condition = new MessageCondition(field, name, @operator, parts.Length > 2 ? parts[2] : "");
        return condition.IsComplete ? condition : null;
    }

    /// <summary>Whether everything is there that it needs.</summary>
    public bool IsComplete => Field switch
    {
        ConditionField.Json => _path is not null,
        ConditionField.Property => Name.Length > 0,
        _ => Name.Length == 0,
    } && (Value.Length > 0 != Operator is ConditionOperator.Exists or ConditionOperator.Missing);

    /// <summary>Text for addresses; <see cref="Parse"/> reads it.</summary>
    public override string ToString()
    {
        var field = Field.ToString().ToLowerInvariant() + (Name.Length == 0 ? "" : ":" + Name.Replace("%", "%25", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal));
        var text = $"{field} {Operator.ToString().ToLowerInvariant()}";
        return Value.Length == 0 ? text : $"{text} {Value}";
    }

    /// <summary>Whether a message fulfils it, as far as the viewer may see the message.</summary>
    public bool Holds(VisibleMessage message)
    {
        var values = ValuesOf(message);
        return Operator switch
        {
            ConditionOperator.Missing => !values.Any(),
            ConditionOperator.Exists => values.Any(),
            ConditionOperator.Ne => values.ToList() is { Count: > 0 } all && !all.Exists(IsEqual),
            _ => values.Any(Fits),
        };
    }

    private IEnumerable<string> ValuesOf(VisibleMessage message) => Field switch
    {
        ConditionField.Tag => message.Tags is { } tag ? [tag] : [],
        ConditionField.Key => message.Keys?.Split(PropertyNames.KeySeparator, StringSplitOptions.RemoveEmptyEntries) ?? [],
        ConditionField.Property => message.Properties.TryGetValue(Name, out var value) ? [value] : [],
        ConditionField.Body => message.BodyText is { } text ? [text] : [],
        _ => message.Json is { } json && _path is not null ? _path.Select(json).Select(TextOf) : [],
    };

    private bool Fits(string value) => Operator switch
    {
        ConditionOperator.Contains => value.Contains(Value, StringComparison.Ordinal),
        ConditionOperator.Starts => value.StartsWith(Value, StringComparison.Ordinal),
        ConditionOperator.Gt => Compare(value) > 0,
        ConditionOperator.Ge => Compare(value) >= 0,
        ConditionOperator.Lt => Compare(value) < 0,
        ConditionOperator.Le => Compare(value) <= 0,
        _ => IsEqual(value),
    };

    // A key 007 is not the key 7, but the amount 7.0 is the amount 7.
    private bool IsEqual(string value) => value == Value || (Field is ConditionField.Json && _number is not null && Compare(value) == 0);

    // A text is neither below nor above a number.
    private int? Compare(string value)
    {
        if (_number is not { } wanted)
            return string.CompareOrdinal(value, Value);
        return decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.CompareTo(wanted) : null;
    }

    /// <summary>A value as it is compared and shown in columns.</summary>
    internal static string TextOf(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();

    private static bool TryParse<T>(string name, out T value) where T : struct, Enum =>
        Enum.TryParse(name, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(name[0]);
}
