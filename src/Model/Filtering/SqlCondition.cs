namespace RocketMQ.Model.Filtering;

/// <summary>A compiled SQL92 expression over the properties of messages, as consumers give them to choose messages by. Immutable; any thread, without allocating.</summary>
public sealed class SqlCondition
{
    private readonly SqlExpression _expression;

    private SqlCondition(SqlExpression expression) => _expression = expression;

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="SqlSyntaxException">It is none.</exception>
    public static SqlCondition Compile(string expression) => new(SqlParser.Compile(expression));

    /// <summary>Whether it is true of a message. Neither false, null nor values that can not be compared are.</summary>
    /// <param name="properties">The property text of the message's record.</param>
    public bool IsTrueOf(ReadOnlySpan<byte> properties) => _expression.Evaluate(properties).IsTrue;
}
