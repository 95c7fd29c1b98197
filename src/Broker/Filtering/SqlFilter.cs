using RocketMQ.Model;
using RocketMQ.Model.Filtering;
using RocketMQ.Store;

namespace RocketMQ.Broker.Filtering;

/// <summary>Accepts messages for whose properties an SQL92 expression is true.</summary>
internal sealed class SqlFilter(SqlCondition condition) : IMessageFilter
{
    public bool NeedsRecord => true;

    public bool MatchesTagsCode(long tagsCode) => true;

    public bool MatchesRecord(RecordView record) => condition.IsTrueOf(record.Properties);

    /// <exception cref="SqlSyntaxException">It is no expression.</exception>
    public static SqlFilter Compile(string expression) => new(SqlCondition.Compile(expression));
}
