using RocketMQ.Admin.Messages;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>What a group wants of the topic of one message, by the subscription of its members.</summary>
/// <param name="Filter">The expression; null where everything is wanted.</param>
/// <param name="IsWanted">Whether the message is; null where that can not be said.</param>
internal readonly record struct GroupWish(string? Filter, bool? IsWanted)
{
    /// <summary>Everything.</summary>
    public static GroupWish Everything => new(null, null);

    /// <summary>Compares a message with a subscription; without one, everything is taken to be wanted.</summary>
    public static GroupWish Of(SubscriptionData? subscription, LocatedMessage located)
    {
        if (subscription is null || subscription.SubString is "" or "*")
            return Everything;
        // Tags are compared here. SQL is the broker's: what it made of it is not to be learned afterwards.
        if (!string.IsNullOrEmpty(subscription.ExpressionType) && subscription.ExpressionType != "TAG")
            return new GroupWish(subscription.SubString, null);
        return new GroupWish(subscription.SubString, located.Message.Tags is { } tag && subscription.TagsSet.Contains(tag));
    }
}
