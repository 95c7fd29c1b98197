using RocketMQ.Remoting.Bodies;
using RocketMQ.Store;

namespace RocketMQ.Broker.Clients;

/// <summary>What a group wants of a topic, with the filter ready to be used by pulls.</summary>
internal sealed class Subscription
{
    private const string Tag = "TAG";
    private const string All = "*";

    public Subscription(SubscriptionData data)
    {
        Data = data;
        IsTag = IsTagType(data.ExpressionType);
        Filter = IsTag && !data.ClassFilterMode && data.SubString != All && data.CodeSet.Count > 0 ? new TagFilter(data.CodeSet) : null;
    }

    /// <summary>As the client told it.</summary>
    public SubscriptionData Data { get; }

    /// <summary>Whether it filters by tags; SQL92 otherwise.</summary>
    public bool IsTag { get; }

    /// <summary>Null lets every message through.</summary>
    public TagFilter? Filter { get; }

    public static bool IsTagType(string? type) => string.IsNullOrEmpty(type) || type == Tag;

    /// <summary>Reads a tag expression: nothing or * for all, else names separated by || (docs/protocol.md 6.2).</summary>
    /// <returns>False where it names no tag.</returns>
    public static bool TryParseTags(string? expression, out TagFilter? filter)
    {
        filter = null;
        if (string.IsNullOrEmpty(expression) || expression == All)
            return true;
        var tags = expression.Split("||", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        filter = TagFilter.ForTags(tags);
        return tags.Length > 0;
    }
}
