using RocketMQ.Admin.Messages;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Output;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Cli.Commands.Messages;

/// <summary>What the commands that look for messages do with one: print it with its tracks, or have a client consume it.</summary>
internal static class FoundMessage
{
    /// <summary>Messages with the groups that have consumed them.</summary>
    public static async Task<Answer> ShowAsync(Invocation call, IReadOnlyList<LocatedMessage> messages, bool withOffsetId, IReadOnlyList<TargetFailure> failures)
    {
        var all = new List<(LocatedMessage Located, MessageTracks Tracks, string? File)>();
        foreach (var located in messages)
        {
            var file = call.AsJson ? null : MessageText.WriteBody(located, all.Count);
            all.Add((located, await call.Admin.Messages.TrackAsync(located, call.Cancellation), file));
        }

        var view = new TrackedMessages([.. all.Select(item => new TrackedMessage(MessageView.Of(item.Located), [.. item.Tracks.Groups.Select(TrackView.Of)]))]);
        return Answer.Of(view, CliJson.Default.TrackedMessages, screen =>
        {
            foreach (var (located, tracks, file) in all)
            {
                MessageText.PrintFields(call, located, withOffsetId, file);
                screen.Print($"");
                if (tracks.Groups.Count == 0)
                    screen.Print($"WARN: No Consumer");
                foreach (var track in tracks.Groups.Select(TrackView.Of))
                    screen.Print($"MessageTrack [consumerGroup={track.Group}, trackType={track.Track}, exceptionDesc={Java.Text(track.Reason)}]");
            }
        }).With(failures).With([.. all.SelectMany(item => item.Tracks.Failures).DistinctBy(failure => failure.Address)]);
    }

    /// <summary>Has one client consume each message now.</summary>
    public static async Task<Answer> ConsumeAsync(Invocation call, string group, string clientId, IReadOnlyList<LocatedMessage> messages)
    {
        var results = new List<ConsumeView>();
        foreach (var located in messages)
            results.Add(ConsumeView.Of(located, await call.Admin.Messages.ConsumeDirectlyAsync(group, clientId, located, call.Cancellation)));
        return Answer.Of(new ConsumeViews(results), CliJson.Default.ConsumeViews, screen =>
        {
            foreach (var result in results)
                screen.Print($"ConsumeMessageDirectlyResult [order={Java.Text(result.Order)}, autoCommit={Java.Text(result.AutoCommit)}, consumeResult={result.Result}, remark={Java.Text(result.Remark)}, spentTimeMills={result.Milliseconds}]");
        });
    }
}

/// <summary>Messages that were found.</summary>
internal sealed record TrackedMessages(IReadOnlyList<TrackedMessage> Messages);

/// <summary>A message and its groups.</summary>
internal sealed record TrackedMessage(MessageView Message, IReadOnlyList<TrackView> Tracks);

/// <summary>What became of a message in a group, by the original's names.</summary>
internal sealed record TrackView(string Group, string Track, string? Reason)
{
    public static TrackView Of(MessageTrack track) => new(
        track.Group,
        track.Kind switch
        {
            TrackKind.Consumed => "CONSUMED",
            TrackKind.ConsumedButFiltered => "CONSUMED_BUT_FILTERED",
            TrackKind.Pull => "PULL",
            TrackKind.NotConsumedYet => "NOT_CONSUME_YET",
            TrackKind.NotOnline => "NOT_ONLINE",
            TrackKind.Broadcasting => "CONSUME_BROADCASTING",
            _ => "UNKNOWN",
        },
        track.Kind == TrackKind.NotOnline ? $"CODE:206 DESC:{track.Reason}" : track.Reason);
}

/// <summary>Messages that a client consumed.</summary>
internal sealed record ConsumeViews(IReadOnlyList<ConsumeView> Messages);

/// <summary>One of them.</summary>
internal sealed record ConsumeView(string OffsetMsgId, string Result, bool Order, bool AutoCommit, string? Remark, long Milliseconds)
{
    public static ConsumeView Of(LocatedMessage located, ConsumeMessageDirectlyResult result) => new(
        located.Message.OffsetMessageId, WireNames.Of(result.ConsumeResult), result.Order, result.AutoCommit, result.Remark, result.SpentTimeMills);
}
