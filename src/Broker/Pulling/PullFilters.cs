using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Filtering;
using RocketMQ.Broker.Groups;
using RocketMQ.Broker.Topics;
using RocketMQ.Model;
using RocketMQ.Model.Filtering;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Store;

namespace RocketMQ.Broker.Pulling;

/// <summary>Which messages a pull wants: as it says itself, or as the group's heartbeat said. Refuses in the original's order (docs/protocol.md 2.4.2, 6.2, 6.3).</summary>
internal sealed class PullFilters(ConsumerTable consumers, ConsumerFilters filters, CompiledFilters compiled, BrokerSettings settings)
{
    /// <summary>Finds the filter of a pull.</summary>
    /// <returns>Why there is none; null where <paramref name="filter"/> is it.</returns>
    public Reply? Find(PullFields fields, Topic topic, Group group, out IMessageFilter? filter)
    {
        var refusal = (fields.Flags & PullFlags.Subscription) != 0
            ? FromRequest(fields, out filter)
            : FromHeartbeat(fields, topic, group, out filter);
        if (refusal is null && settings.FilterRetry && SystemTopics.IsRetry(topic.Name))
            filter = new RetryFilter(topic.Name[SystemTopics.RetryPrefix.Length..], filter as TagFilter, filters);
        return refusal;
    }

    private Reply? FromRequest(PullFields fields, out IMessageFilter? filter)
    {
        filter = null;
        if (!fields.IsTagExpression)
            return FromSql(fields, out filter);
        if (fields.WantsAll)
            return null;
        var parsed = Subscription.TryParseTags(fields.Subscription.GetString(), out var tags);
        filter = tags;
        return parsed ? null : Unparsed("it names no tag; names separated by ||, or * for all, are allowed");
    }

    private Reply? FromSql(PullFields fields, out IMessageFilter? filter)
    {
        filter = null;
        if (!settings.PropertyFilter)
            return CheckClientHandler.NotSupported(fields.ExpressionType.GetString());
        if (!fields.IsSqlExpression)
            return Unparsed(SqlType.Unknown(fields.ExpressionType.GetString()));
        var found = fields.Subscription.TryGetPlain(out var utf8) ? compiled.Get(utf8) : compiled.Get(fields.Subscription.GetString());
        filter = found.Filter;
        return found.Problem is { } problem ? Unparsed(problem) : null;
    }

    private Reply? FromHeartbeat(PullFields fields, Topic topic, Group group, out IMessageFilter? filter)
    {
        filter = null;
        if (consumers.Find(group.Name) is not { } online)
            return Reply.Refused(ResponseCode.SubscriptionNotExist, "the consumer's group info not exist");
        if (online.MessageModel == MessageModel.Broadcasting && !group.Config.ConsumeBroadcastEnable)
            return Reply.Refused(ResponseCode.NoPermission, $"the consumer group[{group.Name}] can not consume by broadcast way");
        if (online.FindSubscription(topic.Name) is not { } subscription)
            return Reply.Refused(ResponseCode.SubscriptionNotExist, "the consumer's subscription not exist");
        if (subscription.Data.SubVersion < fields.SubVersion)
            return Reply.Refused(ResponseCode.SubscriptionNotLatest, "the consumer's subscription not latest");
        if (!subscription.IsTag)
            return FromTable(fields, subscription.Data, group, out filter);
        filter = subscription.Filter;
        return null;
    }

    private Reply? FromTable(PullFields fields, SubscriptionData subscription, Group group, out IMessageFilter? filter)
    {
        filter = null;
        if (filters.Find(subscription.Topic, group.Name) is not { Filter: { } known } found)
        {
            return Reply.Refused(
                ResponseCode.FilterDataNotExist, $"The broker's consumer filter data is not exist!Your expression may be wrong! {Explain(subscription)}");
        }

        if (found.Data.ClientVersion < fields.SubVersion)
            return Reply.Refused(ResponseCode.FilterDataNotLatest, "the consumer's consumer filter data not latest");
        if (!settings.PropertyFilter)
            return CheckClientHandler.NotSupported(subscription.ExpressionType!);
        filter = known;
        return null;
    }

    private string? Explain(SubscriptionData subscription) =>
        subscription.ExpressionType == SqlType.Name ? compiled.Get(subscription.SubString).Problem : SqlType.Unknown(subscription.ExpressionType);

    private static Reply Unparsed(string problem) => Reply.Refused(ResponseCode.SubscriptionParseFailed, $"parse the consumer's subscription failed: {problem}");
}
