namespace RocketMQ.Broker.Filtering;

/// <summary>The expression type of filters on properties.</summary>
internal static class SqlType
{
    public const string Name = "SQL92";

    /// <summary>The refusal of another type.</summary>
    public static string Unknown(string? type) => $"the expression type '{type}' is not known; TAG and {Name} are";
}
