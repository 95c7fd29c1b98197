using RocketMQ.Admin.Requests;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Topics;

/// <summary>
/// Which groups consume a topic, in the words of one broker (300). Brokers of 5.3.3 put the topic's own name among them as soon as anybody
/// subscribes, whether or not there is a group of that name, so for that one name the broker is asked again.
/// </summary>
internal sealed class TopicGroups(AdminCalls calls)
{
    public async Task<IReadOnlyList<string>> ListAsync(string address, string topic, CancellationToken cancellation)
    {
        var header = new QueryTopicConsumeByWhoRequestHeader { Topic = topic };
        var groups = (await calls.CallForBodyAsync<GroupList>(address, RequestCode.QueryTopicConsumeByWho, header, cancellation)).Groups;
        return groups.Contains(topic) && !await ConsumesItselfAsync(address, topic, cancellation) ? [.. groups.Where(group => group != topic)] : groups;
    }

    // Offsets of the group (343) or a member that wants the topic (203). Brokers that do not know 343 do not make the name up.
    private async Task<bool> ConsumesItselfAsync(string address, string topic, CancellationToken cancellation)
    {
        var answer = await calls.AskAsync(address, RequestCode.QueryTopicsByConsumer, new QueryTopicsByConsumerRequestHeader { Group = topic }, default, cancellation);
        if (answer.ResponseCode == ResponseCode.RequestCodeNotSupported)
            return true;
        var consumed = AdminCalls.ReadBody<TopicList>(AdminCalls.Accept(answer, address, RequestCode.QueryTopicsByConsumer), address, RequestCode.QueryTopicsByConsumer);
        return consumed.Topics.Contains(topic) || await IsWantedByMemberAsync(address, topic, cancellation);
    }

    private async Task<bool> IsWantedByMemberAsync(string address, string topic, CancellationToken cancellation)
    {
        var header = new GetConsumerConnectionListRequestHeader { ConsumerGroup = topic };
        var answer = await calls.AskAsync(address, RequestCode.GetConsumerConnectionList, header, default, cancellation);
        return answer.ResponseCode != ResponseCode.ConsumerNotOnline && AdminCalls.ReadBody<ConsumerConnection>(
            AdminCalls.Accept(answer, address, RequestCode.GetConsumerConnectionList), address, RequestCode.GetConsumerConnectionList).SubscriptionTable.ContainsKey(topic);
    }
}
