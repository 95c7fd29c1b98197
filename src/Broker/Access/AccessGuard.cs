using System.Net;
using System.Text;
using RocketMQ.Broker.Clients;
using RocketMQ.Broker.Popping;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Broker.Access;

/// <summary>
/// Lets through what the access rules allow: first the address, then the account and its signature, then its rights (docs/protocol.md 6.14).
/// Code and beginning of a refusal are the original's.
/// </summary>
internal sealed class AccessGuard(AccessControl control) : IRequestGuard
{
    public Reply? Refuse(in InboundFrame frame, RemotingConnection connection)
    {
        var rules = control.Rules;
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        if (address is not null && rules.Trusts(address))
            return null;
        // What can not be found here by its name could be found by the request's handler.
        if (frame.HasEscapedNames)
            return Refusal("a field's name is written with escapes; where access is controlled names are plain");
        if (!frame.TryGetField("AccessKey"u8, out var key))
            return Refusal("No accessKey is configured; the broker controls access, and requests must be signed");
        if (Find(rules, key) is not { } account)
            return Refusal($"No acl config for {key.GetString()}");
        if (address is not null && account.Trusts(address))
            return null;
        if (!account.Key.Verify(frame))
            return Refusal($"Check signature failed for accessKey={account.Name}; the secret is another one, or the request was changed on its way");
        return RefuseRights(frame, account);
    }

    private static Account? Find(AccessRules rules, HeaderField name) =>
        (name.TryGetPlain(out var utf8) ? rules.Find(utf8) : null) ?? rules.Find(name.GetString());

    private static Reply? RefuseRights(in InboundFrame frame, Account account)
    {
        var need = RequestNeed.Of(frame.Code);
        if (account.IsUnlimited)
            return null;
        if (need.Admin)
            return account.IsAdmin ? null : Refusal($"Need admin permission for request code={frame.Code}, but accessKey={account.Name} is not");
        if (need.IsHeartbeat)
            return RefuseHeartbeat(frame, account);
        if (need.IsBatchAck)
            return RefuseAcks(frame, account);
        var hasGroup = frame.TryGetField(need.GroupField, out var group) && need.GroupField.Length > 0;
        if (need.TopicField.Length > 0 && frame.TryGetField(need.TopicField, out var topic)
            && !(need.IsOfPopped && hasGroup && IsRetryOf(topic.GetString(), group.GetString()))
            && RefuseTopic(account, topic, need.Topic) is { } refusal)
            return refusal;
        return hasGroup ? RefuseGroup(account, group) : null;
    }

    /// <summary>The group's right counts for its retry topics: it is checked anyway, and of no other group anything is out.</summary>
    private static bool IsRetryOf(string topic, string group) => topic != PopNames.NormalTopicOf(topic, group);

    /// <summary>Each acknowledgement as if it came alone. The original is content with the signature.</summary>
    private static Reply? RefuseAcks(in InboundFrame frame, Account account)
    {
        foreach (var ack in RequestBody.Parse<BatchAckMessageRequestBody>(frame.Body.ToArray()).Acks)
        {
            if (RefuseTopic(account, Encoding.UTF8.GetBytes(ack.Topic), Rights.Sub) is { } topic)
                return topic;
            if (RefuseGroup(account, Encoding.UTF8.GetBytes(ack.ConsumerGroup)) is { } group)
                return group;
        }

        return null;
    }

    private static Reply? RefuseHeartbeat(in InboundFrame frame, Account account)
    {
        foreach (var group in RequestBody.Parse<HeartbeatData>(frame.Body.ToArray()).ConsumerDataSet)
        {
            if (RefuseGroup(account, Encoding.UTF8.GetBytes(group.GroupName)) is { } refusal)
                return refusal;
            foreach (var subscription in group.SubscriptionDataSet)
            {
                if (RefuseTopic(account, Encoding.UTF8.GetBytes(subscription.Topic), Rights.Sub) is { } refused)
                    return refused;
            }
        }

        return null;
    }

    private static Reply? RefuseTopic(Account account, HeaderField topic, Rights needed) =>
        topic.TryGetPlain(out var utf8) ? RefuseTopic(account, utf8, needed) : RefuseTopic(account, Encoding.UTF8.GetBytes(topic.GetString()), needed);

    private static Reply? RefuseGroup(Account account, HeaderField group) =>
        group.TryGetPlain(out var utf8) ? RefuseGroup(account, utf8) : RefuseGroup(account, Encoding.UTF8.GetBytes(group.GetString()));

    private static Reply? RefuseTopic(Account account, ReadOnlySpan<byte> topic, Rights needed)
    {
        // The retry topic of a group is the group's: who may consume in it may read and write there.
        if (topic.StartsWith("%RETRY%"u8))
            return RefuseGroup(account, topic["%RETRY%"u8.Length..]);
        if (needed == Rights.Pub && topic.SequenceEqual("RMQ_SYS_TRACE_TOPIC"u8))
            return null;
        var owned = account.OfTopic(topic);
        return (owned & needed) != 0 ? null : Missing("topic", topic, needed, owned, account);
    }

    private static Reply? RefuseGroup(Account account, ReadOnlySpan<byte> group)
    {
        var owned = account.OfGroup(group);
        return (owned & Rights.Sub) != 0 ? null : Missing("group", group, Rights.Sub, owned, account);
    }

    private static Reply Missing(string kind, ReadOnlySpan<byte> name, Rights needed, Rights owned, Account account) => Refusal(
        $"No default permission for {kind}:{Encoding.UTF8.GetString(name)}; {RightsText.Write(needed)} is needed, accessKey={account.Name} has {RightsText.Write(owned)}");

    private static Reply Refusal(string problem) => Reply.Refused(ResponseCode.SystemError, $"org.apache.rocketmq.acl.common.AclException: {problem}");
}
