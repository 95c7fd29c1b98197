using System.CommandLine;
using RocketMQ.Admin.Messages;
using RocketMQ.Cli.Hosting;

namespace RocketMQ.Cli.Commands;

internal sealed class QueryMessageByKey : AdminCommand
{
    private readonly Option<string> _topic = new("--topic", "-t") { Description = "topic", Required = true };
    private readonly Option<string> _key = new("--msgKey", "-k") { Description = "key", Required = true };

    public override string Name => "queryMsgByKey";

    public override string Description => "finds messages by key";

    protected override IEnumerable<Option> Options => [_topic, _key];

    protected override async Task<int> RunAsync(Invocation call)
    {
        var found = await call.Admin.Messages.FindByKeyAsync(new KeyQuery(call.Get(_topic)!.Trim(), call.Get(_key)!.Trim()), call.Cancellation);
        call.Print($"{"#Message ID",-50} {"#QID",4} {"#Offset",40}");
        foreach (var located in found.Messages)
            call.Print($"{located.Message.UniqueKey ?? located.Message.OffsetMessageId,-50} {located.Message.QueueId,4} {located.Message.QueueOffset,40}");
        foreach (var failure in found.Failures)
            await call.Errors.WriteLineAsync(failure.Message);
        return found.Failures.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
