namespace RocketMQ.ManagementConsole.Messages.Filters;

/// <summary>One condition while it is edited.</summary>
public sealed class ConditionDraft
{
    public ConditionField Field { get; set; } = ConditionField.Json;

    public string Name { get; set; } = "";

    public ConditionOperator Operator { get; set; }

    public string Value { get; set; } = "";

    /// <summary>Whether the field has a name or a path.</summary>
    public bool HasName => Field is ConditionField.Json or ConditionField.Property;

    /// <summary>Whether there is something to compare with.</summary>
    public bool HasValue => Operator is not (ConditionOperator.Exists or ConditionOperator.Missing);

    /// <summary>Whether nothing was entered.</summary>
    public bool IsEmpty => Name.Trim().Length == 0 && Value.Length == 0 && HasName;

    /// <summary>The fields of a condition.</summary>
    public static ConditionDraft Of(MessageCondition condition) =>
        new() { Field = condition.Field, Name = condition.Name, Operator = condition.Operator, Value = condition.Value };

    /// <summary>The line of the address, complete or not: what is wrong is told by the search.</summary>
    public override string ToString() => new MessageCondition(Field, HasName ? Name.Trim() : "", Operator, HasValue ? Value : "").ToString();
}
