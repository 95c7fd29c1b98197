using System.CommandLine;
using System.Text;
using RocketMQ.Admin.Messages;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.Messages;

internal sealed class SendMessage : AdminCommand
{
    private static readonly TableLayout<SentView> Layout = new(
        ["#Broker Name", "#QID", "#Send Result", "#MsgId"],
        "{0,-32}  {1,-4}  {2,-20}    {3}",
        sent => [sent.BrokerName, sent.QueueId, sent.Status, sent.MsgId]);

    private readonly Option<string> _topic = Opt.Needed("t", "topic", "name of the topic");
    private readonly Option<string> _body = Opt.Needed("p", "body", "body, as UTF-8 text");
    private readonly Option<string> _keys = Opt.Text("k", "key", "keys, with blanks between");
    private readonly Option<string> _tag = Opt.Text("c", "tags", "tag");
    private readonly Option<string> _broker = Opt.Text("b", "broker", "with -i: name of the broker");
    private readonly Option<long?> _queue = Opt.Maybe("i", "qid", "with -b: number of the queue", 0, int.MaxValue);
    private readonly Option<bool> _trace = Opt.Switch("m", "msgTraceEnable", "taken for compatibility; nothing is traced");

    public override string Name => "sendMessage";

    public override string Description => "sends one message";

    public override IReadOnlyList<Option> Options => [_topic, _body, _keys, _tag, _broker, _queue, _trace];

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var topic = call.Needed(_topic);
        var (broker, queue) = (call.Text(_broker), call.Get(_queue));
        if (broker is null != queue is null)
            throw new ArgumentException("-b (broker name) and -i (queue number) name a queue only together");
        var sent = SentView.Of(await call.Admin.Messages.SendAsync(
            new OutgoingMessage(topic, Encoding.UTF8.GetBytes(call.Get(_body)))
            {
                Queue = broker is null ? null : new MessageQueue(topic, broker, (int)queue!.Value),
                Tag = call.Text(_tag),
                Keys = call.Text(_keys)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            },
            call.Cancellation));
        return Answer.Of(sent, CliJson.Default.SentView, screen => Layout.Print(screen, [sent]));
    }
}
