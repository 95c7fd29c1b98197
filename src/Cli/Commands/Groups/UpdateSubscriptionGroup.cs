using System.CommandLine;
using System.Globalization;
using System.Text;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class UpdateSubscriptionGroup : AdminCommand
{
    private readonly TargetOptions _target = new();
    private readonly Option<string> _group = Opt.Needed("g", "groupName", "name of the consumer group");
    private readonly Option<bool> _consume = Opt.Switch("s", "consumeEnable", "consumption is allowed, default true", true);
    private readonly Option<bool> _fromMin = Opt.Switch("m", "consumeFromMinEnable", "a new group may start at the first message");
    private readonly Option<bool> _broadcast = Opt.Switch("d", "consumeBroadcastEnable", "broadcast consumption is allowed");
    private readonly Option<long> _retryQueues = Opt.Number("q", "retryQueueNums", "queues of the retry topic, default 1", 1, 0, 4096);
    private readonly Option<long> _retries = Opt.Number("r", "retryMaxTimes", "tries before the dead letter topic, default 16", 16, -1, int.MaxValue);
    private readonly Option<long> _broker = Opt.Number("i", "brokerId", "id of the broker to read from, default 0, the master", 0);
    private readonly Option<long> _slow = Opt.Number("w", "whichBrokerWhenConsumeSlowly", "id of the broker to read from when far behind, default 1", 1);
    private readonly Option<bool> _notify = Opt.Switch("a", "notifyConsumerIdsChanged", "members are told of changes, default true", true);
    private readonly Option<bool> _orderly = Opt.Switch("o", "consumeMessageOrderly", "brokers of 5.x: pop consumption is in order");
    private readonly Option<string> _retryPolicy = Opt.Text("p", "groupRetryPolicy", "brokers of 5.x: when messages are tried again, as JSON");

    public override string Name => "updateSubGroup";

    public override string Description => "creates a consumer group or changes its settings";

    public override IReadOnlyList<Option> Options =>
        [.. _target.All, _group, _consume, _fromMin, _broadcast, _retryQueues, _retries, _broker, _slow, _notify, _orderly, _retryPolicy];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var group = new SubscriptionGroupConfig
        {
            GroupName = call.Needed(_group),
            ConsumeEnable = call.Get(_consume),
            ConsumeFromMinEnable = call.Get(_fromMin),
            ConsumeBroadcastEnable = call.Get(_broadcast),
            RetryQueueNums = (int)call.Get(_retryQueues),
            RetryMaxTimes = (int)call.Get(_retries),
            BrokerId = call.Get(_broker),
            WhichBrokerWhenConsumeSlowly = call.Get(_slow),
            NotifyConsumerIdsChangedEnable = call.Get(_notify),
            ConsumeMessageOrderly = call.Get(_orderly) ? true : null,
            GroupRetryPolicy = RetryPolicy(call.Text(_retryPolicy)),
        };
        var result = await call.Admin.Groups.SaveAsync(group, _target.Of(call), call.Cancellation);
        var view = new GroupSaved([.. result.Values.Keys.Order(StringComparer.Ordinal)], group);
        return Answer.Of(view, CliJson.Default.GroupSaved, screen =>
        {
            foreach (var server in view.Servers)
                screen.Print($"create subscription group to {server} success.");
            if (view.Servers.Count > 0)
                screen.Print($"{Describe(group)}");
        }).With(result);
    }

    private static GroupRetryPolicy? RetryPolicy(string? json)
    {
        try
        {
            return json is null ? null : FastJson.Parse<GroupRetryPolicy>(Encoding.UTF8.GetBytes(json));
        }
        catch (FastJsonException unreadable)
        {
            throw new ArgumentException($"'{json}' is no retry policy: {unreadable.Message}", unreadable);
        }
    }

    private static string Describe(SubscriptionGroupConfig group) => string.Create(
        CultureInfo.InvariantCulture,
        $"SubscriptionGroupConfig [groupName={group.GroupName}, consumeEnable={Java.Text(group.ConsumeEnable)}, consumeFromMinEnable={Java.Text(group.ConsumeFromMinEnable)}, consumeBroadcastEnable={Java.Text(group.ConsumeBroadcastEnable)}, retryQueueNums={group.RetryQueueNums}, retryMaxTimes={group.RetryMaxTimes}, brokerId={group.BrokerId}, whichBrokerWhenConsumeSlowly={group.WhichBrokerWhenConsumeSlowly}, notifyConsumerIdsChangedEnable={Java.Text(group.NotifyConsumerIdsChangedEnable)}]");
}

/// <summary>What was saved where.</summary>
internal sealed record GroupSaved(IReadOnlyList<string> Servers, SubscriptionGroupConfig Group);
