using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Filtering;

/// <summary>Accepts messages for whose properties an SQL92 expression is true. Neither false, null nor values that can not be compared match.</summary>
internal sealed class SqlFilter(SqlExpression expression) : IMessageFilter
{
    public bool NeedsRecord => true;

    public bool MatchesTagsCode(long tagsCode) => true;

    public bool MatchesRecord(RecordView record) => expression.Evaluate(record.Properties).IsTrue;

    /// <exception cref="SqlSyntaxException">It is no expression.</exception>
    public static SqlFilter Compile(string expression) => new(SqlParser.Compile(expression));
}
