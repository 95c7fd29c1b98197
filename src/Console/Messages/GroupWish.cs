using System.Text;
using RocketMQ.Admin.Messages;
using RocketMQ.Model;
using RocketMQ.Model.Filtering;
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
        return new GroupWish(subscription.SubString, subscription.ExpressionType switch
        {
            null or "" or "TAG" => HasTag(subscription, located.Message),
            SqlType.Name => Fulfils(subscription.SubString, located.Message),
            _ => null,
        });
    }

    // Clients compare whole tags with those they named, and take everything where they named none.
    private static bool? HasTag(SubscriptionData subscription, StoredMessage message) =>
        subscription.TagsSet.Count == 0 ? null : message.Tags is { } tag && subscription.TagsSet.Contains(tag);

    // What is no expression here may be one to the broker that took it.
    private static bool? Fulfils(string expression, StoredMessage message)
    {
        try
        {
            return SqlCondition.Compile(expression).IsTrueOf(Encoding.UTF8.GetBytes(message.PropertiesText));
        }
        catch (SqlSyntaxException)
        {
            return null;
        }
    }
}
