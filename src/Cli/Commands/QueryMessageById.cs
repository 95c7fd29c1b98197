using System.CommandLine;
using System.Text;
using RocketMQ.Admin.Messages;
using RocketMQ.Cli.Hosting;

namespace RocketMQ.Cli.Commands;

internal sealed class QueryMessageById : AdminCommand
{
    private readonly Option<string> _ids = new("--msgId", "-i") { Description = "offset ids, separated by ','", Required = true };

    public override string Name => "queryMsgById";

    public override string Description => "prints the messages that offset ids name";

    protected override IEnumerable<Option> Options => [_ids];

    protected override async Task<int> RunAsync(Invocation call)
    {
        var exit = ExitCodes.Done;
        foreach (var id in call.Get(_ids)!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (await call.Admin.Messages.FindByOffsetIdAsync(id, call.Cancellation) is { } located)
            {
                Print(call, located);
                continue;
            }

            await call.Errors.WriteLineAsync($"queryMsgById: the broker has no message {id}");
            exit = ExitCodes.Failed;
        }

        return exit;
    }

    private static void Print(Invocation call, LocatedMessage located)
    {
        var message = located.Message;
        call.Print($"{"OffsetID:",-20} {message.OffsetMessageId}");
        call.Print($"{"Topic:",-20} {message.Topic}");
        call.Print($"{"Tags:",-20} [{message.Tags ?? "null"}]");
        call.Print($"{"Keys:",-20} [{message.Keys ?? "null"}]");
        call.Print($"{"Queue ID:",-20} {message.QueueId}");
        call.Print($"{"Queue Offset:",-20} {message.QueueOffset}");
        call.Print($"{"CommitLog Offset:",-20} {message.PhysicalOffset}");
        call.Print($"{"Reconsume Times:",-20} {message.ReconsumeTimes}");
        call.Print($"{"Born Timestamp:",-20} {call.Clock(message.BornTimestamp)}");
        call.Print($"{"Store Timestamp:",-20} {call.Clock(message.StoreTimestamp)}");
        call.Print($"{"Born Host:",-20} {message.BornHost}");
        call.Print($"{"Store Host:",-20} {message.StoreHost}");
        call.Print($"{"System Flag:",-20} {(int)message.SystemFlags}");
        call.Print($"{"Properties:",-20} {{{string.Join(", ", message.Properties.Select(pair => $"{pair.Key}={pair.Value}"))}}}");
        // The original writes the body to a file under /tmp; here it goes where the rest goes.
        var body = message.UnpackBody();
        call.Print($"{"Message Body:",-20} {body.Problem ?? Encoding.UTF8.GetString(body.Body.Span)}");
        call.Print($"");
    }
}
