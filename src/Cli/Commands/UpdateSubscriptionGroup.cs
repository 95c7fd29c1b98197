using System.CommandLine;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands;

internal sealed class UpdateSubscriptionGroup : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _group = new("--groupName", "-g") { Description = "consumer group", Required = true };
    private readonly Option<bool> _consume = new("--consumeEnable", "-s") { Description = "consumption is allowed", DefaultValueFactory = _ => true };
    private readonly Option<bool> _fromMin = new("--consumeFromMinEnable", "-m") { Description = "a new group may start at the first message" };
    private readonly Option<bool> _broadcast = new("--consumeBroadcastEnable", "-d") { Description = "broadcast consumption is allowed" };
    private readonly Option<int> _retryQueues = new("--retryQueueNums", "-q") { Description = "queues of the retry topic", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _retries = new("--retryMaxTimes", "-r") { Description = "tries before the dead letter topic", DefaultValueFactory = _ => 16 };
    private readonly Option<long> _broker = new("--brokerId", "-i") { Description = "broker to read from" };
    private readonly Option<long> _slow = new("--whichBrokerWhenConsumeSlowly", "-w") { Description = "broker to read from when far behind", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _notify = new("--notifyConsumerIdsChanged", "-a") { Description = "members are told of changes", DefaultValueFactory = _ => true };

    public override string Name => "updateSubGroup";

    public override string Description => "creates a consumer group or changes its settings";

    protected override IEnumerable<Option> Options =>
        [.. _target.All, _group, _consume, _fromMin, _broadcast, _retryQueues, _retries, _broker, _slow, _notify];

    protected override async Task<int> RunAsync(Invocation call)
    {
        var group = new SubscriptionGroupConfig
        {
            GroupName = call.Get(_group)!.Trim(),
            ConsumeEnable = call.Get(_consume),
            ConsumeFromMinEnable = call.Get(_fromMin),
            ConsumeBroadcastEnable = call.Get(_broadcast),
            RetryQueueNums = call.Get(_retryQueues),
            RetryMaxTimes = call.Get(_retries),
            BrokerId = call.Get(_broker),
            WhichBrokerWhenConsumeSlowly = call.Get(_slow),
            NotifyConsumerIdsChangedEnable = call.Get(_notify),
        };
        var result = await call.Admin.Groups.SaveAsync(group, _target.Of(call), call.Cancellation);
        foreach (var address in result.Values.Keys.Order(StringComparer.Ordinal))
            call.Print($"create subscription group to {address} success.");
        call.Print($"SubscriptionGroupConfig [groupName={group.GroupName}, consumeEnable={Java(group.ConsumeEnable)}, consumeFromMinEnable={Java(group.ConsumeFromMinEnable)}, consumeBroadcastEnable={Java(group.ConsumeBroadcastEnable)}, retryQueueNums={group.RetryQueueNums}, retryMaxTimes={group.RetryMaxTimes}, brokerId={group.BrokerId}, whichBrokerWhenConsumeSlowly={group.WhichBrokerWhenConsumeSlowly}, notifyConsumerIdsChangedEnable={Java(group.NotifyConsumerIdsChangedEnable)}]");
        return call.Report(result);
    }

    private static string Java(bool flag) => flag ? "true" : "false";
}
