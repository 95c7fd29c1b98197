using System.CommandLine;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class GetConsumerConfig : AdminCommand
{
    private readonly Option<string> _group = Opt.Needed("g", "groupName", "name of the consumer group");

    public override string Name => "getConsumerConfig";

    public override string Description => "prints the settings of a consumer group on every broker";

    public override IReadOnlyList<Option> Options => [_group];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var group = call.Needed(_group);
        var topology = await call.Admin.NameServers.GetClusterAsync(call.Cancellation);
        var result = await call.Admin.Groups.ListAsync(BrokerTarget.AllMasters, call.Cancellation);
        var found = topology.Masters
            .Where(broker => result.Values.GetValueOrDefault(broker.Address)?.ContainsKey(group) == true)
            .Select(broker => new GroupOnBroker(broker.Cluster, broker.BrokerName, result.Values[broker.Address][group]))
            .ToList();
        var answer = Answer.Of(new GroupConfigs(found), CliJson.Default.GroupConfigs, screen =>
        {
            foreach (var entry in found)
                Print(screen, entry);
        }).With(result);
        if (found.Count > 0 || result.Failures.Count > 0)
            return answer;
        call.Screen.Complain($"{Name}: no broker has group '{group}'");
        return answer.AsFailed();
    }

    private static void Print(Screen screen, GroupOnBroker entry)
    {
        var group = entry.Config;
        screen.Print($"============================={entry.Cluster}:{entry.BrokerName}=============================");
        Line("groupName", group.GroupName);
        Line("consumeEnable", Java.Text(group.ConsumeEnable));
        Line("consumeFromMinEnable", Java.Text(group.ConsumeFromMinEnable));
        Line("consumeBroadcastEnable", Java.Text(group.ConsumeBroadcastEnable));
        if (group.ConsumeMessageOrderly is { } orderly)
            Line("consumeMessageOrderly", Java.Text(orderly));
        Line("retryQueueNums", group.RetryQueueNums);
        Line("retryMaxTimes", group.RetryMaxTimes);
        Line("brokerId", group.BrokerId);
        Line("whichBrokerWhenConsumeSlowly", group.WhichBrokerWhenConsumeSlowly);
        Line("notifyConsumerIdsChangedEnable", Java.Text(group.NotifyConsumerIdsChangedEnable));
        if (group.GroupSysFlag is { } flag)
            Line("groupSysFlag", flag);
        if (group.ConsumeTimeoutMinute is { } minutes)
            Line("consumeTimeoutMinute", minutes);

        void Line(string name, object value) => screen.Print($"{name,-40}=  {value}");
    }
}

/// <summary>Settings of a group.</summary>
internal sealed record GroupConfigs(IReadOnlyList<GroupOnBroker> Brokers);

/// <summary>A group on one broker.</summary>
internal sealed record GroupOnBroker(string Cluster, string BrokerName, SubscriptionGroupConfig Config);
