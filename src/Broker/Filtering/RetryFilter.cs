using System.Text;
using RocketMQ.Model;
using RocketMQ.Store;

namespace RocketMQ.Broker.Filtering;

/// <summary>Filters a group's retry topic by what the group wants now of the topic each message came from (filterSupportRetry, docs/protocol.md 6.2).</summary>
internal sealed class RetryFilter(string group, IMessageFilter? tags, ConsumerFilters filters) : IMessageFilter
{
    private static readonly byte[] OriginTopic = Encoding.UTF8.GetBytes(PropertyNames.RetryTopic);

    public bool NeedsRecord => true;

    public bool MatchesTagsCode(long tagsCode) => tags?.MatchesTagsCode(tagsCode) != false;

    public bool MatchesRecord(RecordView record) => filters.Find(record.Property(OriginTopic), group)?.Filter?.MatchesRecord(record) != false;
}
