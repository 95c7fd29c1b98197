using System.CommandLine;
using System.Globalization;
using RocketMQ.Admin.Topics;
using RocketMQ.Cli.Options;
using RocketMQ.Cli.Output;
using RocketMQ.Model;

namespace RocketMQ.Cli.Commands.Topics;

internal sealed class StatsAll : AdminCommand
{
    private static readonly TableLayout<TopicActivity> Layout = new(
        ["#Topic", "#Consumer Group", "#Accumulation", "#InTPS", "#OutTPS", "#InMsg24Hour", "#OutMsg24Hour"],
        "{0,-64}  {1,-64} {2,12} {3,11:F2} {4,11:F2} {5,14} {6,14}",
        line =>
        [
            line.Topic, line.Group, line.Group is null ? 0 : line.Accumulation, line.InTps, line.OutTps, line.InLastDay,
            line.OutLastDay?.ToString(CultureInfo.InvariantCulture) ?? "NO_CONSUMER",
        ]);

    private readonly Option<bool> _active = Opt.Flag("a", "activeTopic", "only topics with messages in the last day");
    private readonly Option<string> _topic = Opt.Text("t", "topic", "only this topic");

    public override string Name => "statsAll";

    public override string Description => "prints traffic and accumulation of topics and their groups";

    public override IReadOnlyList<Option> Options => [_active, _topic];

    public override bool IsListing => true;

    public override async Task<Answer> RunAsync(Invocation call)
    {
        var wanted = call.Text(_topic);
        var topics = (await call.Admin.Topics.ListNamesAsync(call.Cancellation))
            .Where(name => !SystemTopics.IsRetry(name) && !SystemTopics.IsDeadLetter(name) && (wanted is null || name == wanted))
            .Order(StringComparer.Ordinal)
            .ToList();
        using var progress = call.Progress("topics");
        var activity = await call.Admin.Topics.GetActivityAsync(topics, progress, call.Cancellation);
        var lines = activity.Lines.Where(line => !call.Get(_active) || line.InLastDay > 0 || line.OutLastDay > 0).ToList();
        return Answer.Of(new ActivityView(lines), CliJson.Default.ActivityView, screen => Layout.Print(screen, lines))
            .With(activity.Failures, somebodyAnswered: activity.Lines.Count > 0);
    }
}

/// <summary>Traffic, a line for each topic and group.</summary>
internal sealed record ActivityView(IReadOnlyList<TopicActivity> Lines);
