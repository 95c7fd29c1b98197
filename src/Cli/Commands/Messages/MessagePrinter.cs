using System.Text;
using System.Text.Json;
using RocketMQ.Admin;
using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Cli.Commands.Messages;

/// <summary>
/// Reads queues and prints their messages as they come, however many there are: lines of text, or a line of JSON each with the counts last.
/// </summary>
internal sealed class MessagePrinter(Invocation call, Encoding charset)
{
    private readonly List<TargetFailure> _failures = [];
    private long _count;

    /// <summary>Whether bodies are printed.</summary>
    public bool WithBodies { get; init; } = true;

    /// <summary>Whether messages are printed; else they are only read.</summary>
    public bool WithMessages { get; init; } = true;

    /// <summary>Tag expression.</summary>
    public string Expression { get; init; } = "*";

    /// <summary>In whose name queues are read.</summary>
    public string Group { get; init; } = "TOOLS_CONSUMER";

    /// <summary>Called for each message that was read.</summary>
    public Action<LocatedMessage>? Seen { get; init; }

    /// <summary>Printed before the messages of a pull.</summary>
    public string? Heading { get; init; }

    /// <summary>The end of a queue that is printed; null for none.</summary>
    public Func<QueueRange, PullResult, string?>? Ending { get; init; }

    /// <summary>The end of a queue, or a pull without a fitting message, as the original prints it.</summary>
    public static string? DescribeEnd(QueueRange range, PullResult result) => result.Status switch
    {
        PullStatus.NoMatch => FormattableString.Invariant($"{Sending.Describe(range.Queue)} no matched msg. status=NO_MATCHED_MSG, offset={result.NextOffset}"),
        PullStatus.NoNewMessage => FormattableString.Invariant($"{Sending.Describe(range.Queue)} print msg finished. status=NO_NEW_MSG, offset={result.NextOffset}"),
        PullStatus.OffsetIllegal => FormattableString.Invariant($"{Sending.Describe(range.Queue)} print msg finished. status=OFFSET_ILLEGAL, offset={result.NextOffset}"),
        _ => null,
    };

    /// <summary>Reads and prints one queue.</summary>
    /// <returns>How many messages were read.</returns>
    public async Task<long> PrintAsync(QueueRange range, IProgress<WorkProgress>? progress = null, int total = 0)
    {
        var before = _count;
        try
        {
            await foreach (var result in call.Admin.Messages.ReadAsync(range, Expression, Group, call.Cancellation))
            {
                if (result.Messages.Count > 0 && Heading is { } heading)
                    Text(heading);
                foreach (var located in result.Messages)
                    Print(located);
                if (Ending?.Invoke(range, result) is { } ending)
                    Text(ending);
                progress?.Report(new WorkProgress((int)Math.Min(_count, total), total));
            }
        }
        catch (Exception failure) when (failure is AdminException or RemotingException)
        {
            _failures.Add(new TargetFailure(range.Address, failure));
        }

        return _count - before;
    }

    /// <summary>A line between messages; scripts that take JSON do not get it.</summary>
    public void Text(string line)
    {
        if (!call.AsJson)
            call.Screen.Print($"{line}");
    }

    /// <summary>The counts, and who could not be read.</summary>
    public Answer Finish(PartialResult<IReadOnlyList<QueueRange>> ranges, IReadOnlyDictionary<string, long>? byTag = null) =>
        Answer.Of(new ReadCounts(_count, byTag), CliJson.Default.ReadCounts, _ => { })
            .With(ranges)
            .With([.. _failures.DistinctBy(failure => failure.Address)]);

    private void Print(LocatedMessage located)
    {
        _count++;
        Seen?.Invoke(located);
        if (!WithMessages)
            return;
        if (call.AsJson)
            call.Screen.Output.WriteLine(JsonSerializer.Serialize(MessageView.Of(located, WithBodies), CliJson.Readable.MessageView));
        else
            call.Screen.Output.WriteLine(MessageText.Describe(located, MessageText.Body(located, charset, WithBodies)));
    }
}

/// <summary>Messages that were read; by tag where that was asked for, those without one under "null".</summary>
internal sealed record ReadCounts(long Messages, IReadOnlyDictionary<string, long>? ByTag);
