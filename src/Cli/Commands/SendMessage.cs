using System.CommandLine;
using System.Text;
using RocketMQ.Admin.Messages;
using RocketMQ.Cli.Hosting;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.Cli.Commands;

internal sealed class SendMessage : AdminCommand
{
    private readonly Option<string> _topic = new("--topic", "-t") { Description = "topic", Required = true };
    private readonly Option<string> _body = new("--body", "-p") { Description = "body, as UTF-8 text", Required = true };
    private readonly Option<string> _keys = new("--key", "-k") { Description = "keys, separated by spaces" };
    private readonly Option<string> _tag = new("--tags", "-c") { Description = "tag" };
    private readonly Option<string> _broker = new("--broker", "-b") { Description = "broker name; with -i" };
    private readonly Option<int?> _queue = new("--qid", "-i") { Description = "queue number; with -b" };

    public override string Name => "sendMessage";

    public override string Description => "sends one message";

    protected override IEnumerable<Option> Options => [_topic, _body, _keys, _tag, _broker, _queue];

    protected override async Task<int> RunAsync(Invocation call)
    {
        var topic = call.Get(_topic)!.Trim();
        var (broker, queue) = (call.Get(_broker), call.Get(_queue));
        if (broker is null != queue is null)
            throw new ArgumentException("-b (broker name) and -i (queue number) name a queue only together");
        var sent = await call.Admin.Messages.SendAsync(
            new OutgoingMessage(topic, Encoding.UTF8.GetBytes(call.Get(_body)!))
            {
                Queue = broker is null ? null : new MessageQueue(topic, broker.Trim(), queue!.Value),
                Tag = call.Get(_tag),
                Keys = call.Get(_keys)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            },
            call.Cancellation);
        call.Print($"{"#Broker Name",-32}  {"#QID",-4}  {"#Send Result",-20}    {"#MsgId"}");
        call.Print($"{sent.Queue.BrokerName,-32}  {sent.Queue.QueueId,-4}  {(sent.Status == ResponseCode.Success ? "SEND_OK" : ResponseCodes.NameOf((int)sent.Status)),-20}    {sent.UniqueId}");
        return ExitCodes.Done;
    }
}
