using System.CommandLine;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.Messages;

internal sealed class QueryMessageByOffset : AdminCommand
{
    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<string> _broker = Opt.Needed("b", "brokerName", "name of the broker");
    private readonly Option<long> _queue = Opt.NeededNumber("i", "queueId", "number of the queue", 0, int.MaxValue);
    private readonly Option<long> _offset = Opt.NeededNumber("o", "offset", "offset in the queue");

    public override string Name => "queryMsgByOffset";

    public override string Description => "prints the message at an offset of a queue";

    public override IReadOnlyList<Option> Options => [_topic, _broker, _queue, _offset];

    public override IReadOnlyList<string> Differences =>
    [
        "every MessageTrack stands on a line of its own", "no message is a failure, exit code 1",
        "MIN_OFFSET and MAX_OFFSET, which the Java client adds to the properties of what it pulls, are not printed",
    ];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var queue = new MessageQueue(call.Needed(_topic), call.Needed(_broker), (int)call.Get(_queue));
        if (await call.Admin.Messages.FindAtAsync(queue, call.Get(_offset), call.Cancellation) is { } located)
            return await FoundMessage.ShowAsync(call, [located], withOffsetId: true, []);
        call.Screen.Complain($"{Name}: {Sending.Describe(queue)} has no message at offset {call.Get(_offset)}");
        return (await FoundMessage.ShowAsync(call, [], withOffsetId: true, [])).AsFailed();
    }
}
