namespace RocketMQ.Model.Filtering;

/// <summary>The expression type of filters on properties.</summary>
public static class SqlType
{
    public const string Name = "SQL92";

    /// <summary>The refusal of another type.</summary>
    public static string Unknown(string? type) => $"the expression type '{type}' is not known; TAG and {Name} are";
}
