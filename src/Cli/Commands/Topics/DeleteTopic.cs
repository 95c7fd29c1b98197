using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class DeleteTopic : AdminCommand
{
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<string> _cluster = Opt.Needed("c", "clusterName", "cluster to delete it from");

    public override string Name => "deleteTopic";

    public override string Description => "deletes a topic, and its messages from sight, from brokers and name servers";

    public override IReadOnlyList<Option> Options => [_topic, _cluster];

    public override IReadOnlyList<string> Differences => ["name servers keep the route while a broker has not deleted the topic"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (topic, cluster) = (call.Needed(_topic), call.Needed(_cluster));
        var result = await call.Admin.Topics.DeleteAsync(topic, cluster, call.Cancellation);
        return ServersView.AnswerOnce(
            result, $"delete topic [{topic}] from cluster [{cluster}] success.\ndelete topic [{topic}] from NameServer success.");
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call)
    {
        var (topic, target) = (call.Needed(_topic), BrokerTarget.Cluster(call.Needed(_cluster)));
        return await ForeseeAsync(call, topic, (await call.Admin.Topics.GetAsync(topic, target, call.Cancellation)).OrThrow());
    }

    /// <summary>What goes with a topic.</summary>
    public static async Task<IReadOnlyList<string>> ForeseeAsync(
        Invocation call, string topic, PartialResult<Remoting.Bodies.TopicConfig?> configs)
    {
        if (configs.Values.Values.All(config => config is null))
            return [$"nothing on brokers: none of them has topic [{topic}]"];
        var messages = await call.Admin.Topics.FindRouteAsync(topic, call.Cancellation) is null
            ? null
            : (await call.Admin.Topics.GetStatisticsAsync(topic, call.Cancellation)).Values;
        return
        [
            .. configs.Values.Where(pair => pair.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair =>
            {
                var count = messages?.GetValueOrDefault(pair.Key)?.OffsetTable.Values.Sum(range => range.MaxOffset - range.MinOffset);
                return FormattableString.Invariant(
                    $"{pair.Key} loses topic [{topic}]: {pair.Value!.WriteQueueNums} write and {pair.Value.ReadQueueNums} read queues, {count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an unknown number of"} messages");
            }),
        ];
    }
}
