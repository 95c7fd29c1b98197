namespace RocketMQ.ManagementConsole.Messages.Filters;

/// <summary>What a condition looks at; the names stand in addresses, the text is the resource <c>Messages.Field.{name}</c>.</summary>
public enum ConditionField
{
    /// <summary>The tag.</summary>
    Tag,

    /// <summary>Any of the keys.</summary>
    Key,

    /// <summary>A property by its name.</summary>
    Property,

    /// <summary>Any value that a path in the body leads to.</summary>
    Json,

    /// <summary>The body as text.</summary>
    Body,
}

/// <summary>How a condition compares; the names stand in addresses, the text is the resource <c>Messages.Operator.{name}</c>.</summary>
public enum ConditionOperator
{
    /// <summary>Equal; numbers by value.</summary>
    Eq,

    /// <summary>There, and not equal.</summary>
    Ne,

    /// <summary>Holds a text; upper and lower case differ.</summary>
    Contains,

    /// <summary>Begins with a text.</summary>
    Starts,

    /// <summary>Greater; numbers by value, texts by their characters.</summary>
    Gt,

    /// <summary>Greater or equal.</summary>
    Ge,

    /// <summary>Less.</summary>
    Lt,

    /// <summary>Less or equal.</summary>
    Le,

    /// <summary>There, whatever it is.</summary>
    Exists,

    /// <summary>Not there.</summary>
    Missing,
}
