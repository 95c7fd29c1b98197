using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.Groups;

internal sealed class ResetOffsetByTime : AdminCommand
{
    private readonly Option<string> _group = Opt.Needed("g", "group", "name of the consumer group");
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<string> _time = Opt.Needed("s", "timestamp", $"now (the end), {Moment.Forms}");
    private readonly Option<bool> _force = Opt.Switch("f", "force", "offsets may also move forward, default true", true);
    private readonly Option<bool> _cpp = Opt.Flag("c", "cplus", "the clients are C++");
    private readonly Option<string> _broker = Opt.Text("b", "broker", "with -q: name of the broker of one queue");
    private readonly Option<long?> _queue = Opt.Maybe("q", "queue", "with -b: number of the queue", 0, int.MaxValue);
    private readonly Option<long?> _offset = Opt.Maybe("o", "offset", "with -b and -q: offset to go on from, instead of -s");

    public override string Name => "resetOffsetByTime";

    public override string Description => "has a group go on from a point in time";

    public override IReadOnlyList<Option> Options => [_group, _topic, _time, _force, _cpp, _broker, _queue, _offset];

    public override IReadOnlyList<string> Differences =>
        ["-c is the C++ switch of 4.x; in 5.x it names a cluster", "brokers that have no members of the group are reset one by one, and the others through their members", "a group that has no offsets on the topic yet gets some; the original refuses it"];

    public override bool Changes => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var (group, topic, text, force) = (call.Needed(_group), call.Needed(_topic), call.Needed(_time), call.Get(_force));
        if (Queue(call) is { } queue)
            return await ResetQueueAsync(call, queue);
        var time = Time(call);
        var milliseconds = time?.ToUnixTimeMilliseconds() ?? -1;
        var result = await call.Admin.Groups.ResetAsync(group, topic, time, force, call.Get(_cpp), call.Cancellation);
        var view = ResetView.Of(group, topic, result);
        return Answer.Of(view, CliJson.Default.ResetView, screen =>
        {
            if (view.Told.Count > 0 || view.Committed.Count == 0)
            {
                screen.Print($"rollback consumer offset by specified group[{group}], topic[{topic}], force[{Java.Text(force)}], timestamp(string)[{text}], timestamp(long)[{milliseconds}]");
                ResetTables.Told.Print(screen, view.Told);
            }

            if (view.Committed.Count > 0)
            {
                screen.Print($"rollback consumer offset by specified consumerGroup[{group}], topic[{topic}], force[{Java.Text(force)}], timestamp(string)[{text}], timestamp(long)[{milliseconds}]");
                ResetTables.Committed.Print(screen, view.Committed);
            }
        }).With(result);
    }

    public override async Task<IReadOnlyList<string>> ForeseeAsync(Invocation call) => Queue(call) is null
        ? ResetTables.Foresee(
            await call.Admin.Groups.PlanResetAsync(call.Needed(_group), call.Needed(_topic), Time(call), call.Get(_force), call.Cancellation),
            call.Needed(_group))
        : [];

    private DateTimeOffset? Time(Invocation call) =>
        call.Needed(_time) is "now" or "-1" ? null : Moment.Parse(call.Needed(_time), "-s", call.Time);

    private MessageQueue? Queue(Invocation call) => (call.Text(_broker), call.Get(_queue)) switch
    {
        (null, null) => null,
        ({ } broker, { } queue) => new MessageQueue(call.Needed(_topic), broker, (int)queue),
        _ => throw new ArgumentException("-b (broker name) and -q (queue number) name a queue only together"),
    };

    private async Task<Answer> ResetQueueAsync(Invocation call, MessageQueue queue)
    {
        var group = call.Needed(_group);
        var offset = call.Get(_offset)
            ?? (Time(call) is { } time
                ? await call.Admin.Messages.SearchOffsetAsync(queue, time, call.Cancellation)
                : await call.Admin.Messages.GetMaxOffsetAsync(queue, call.Cancellation));
        await call.Admin.Groups.ResetQueueAsync(group, queue, offset, call.Cancellation);
        var told = new ResetQueue(queue.BrokerName, queue.QueueId, offset);
        return Answer.Of(new ResetView(group, queue.Topic, [told], []), CliJson.Default.ResetView, screen =>
        {
            screen.Print($"reset consumer offset to specified: group[{group}], topic[{queue.Topic}], broker[{queue.BrokerName}], queue[{queue.QueueId}], offset[{offset}]");
        });
    }
}
