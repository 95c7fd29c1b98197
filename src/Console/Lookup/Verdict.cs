using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Components.Shared;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Resources;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>What became of a message, in words: where it is, who has read it and who has not, what was tried again or given up.</summary>
/// <param name="Text">One sentence.</param>
/// <param name="Tone">How good or bad it is.</param>
internal sealed record Verdict(string Text, Tone Tone)
{
    /// <summary>The sentences about one message.</summary>
    /// <param name="finding">The message and its copies.</param>
    /// <param name="consumption">Who has consumed it; null while that is asked.</param>
    /// <param name="texts">The viewer's language.</param>
    /// <param name="times">The viewer's time zone.</param>
    public static IEnumerable<Verdict> Of(Finding finding, Consumption? consumption, IStringLocalizer<Texts> texts, Times times) =>
        Place(finding, texts, times).Concat(Readers(finding, consumption, texts, times)).Concat(Copies(finding, texts));

    private static IEnumerable<Verdict> Place(Finding finding, IStringLocalizer<Texts> texts, Times times)
    {
        var shown = finding.Shown;
        if (finding.Originals.Count > 0)
            yield return new Verdict(texts["Find.Stored", times.Full(shown.StoredAt), shown.BrokerName, shown.Message.Topic], Tone.Neutral);
        if (finding.Originals.Count > 1)
            yield return new Verdict(texts["Find.SentAgain", Figures.Count(finding.Originals.Count)], Tone.Warn);
        if (finding is { Originals.Count: 0, Held: [var held, ..] })
        {
            var topic = MessageOrigin.RealTopicOf(held.Message) ?? Figures.Unknown;
            var how = held.Message.Topic == SystemTopics.TransactionHalf ? "Find.HeldTransaction" : "Find.HeldDelay";
            yield return new Verdict(texts[how, times.Full(held.StoredAt), held.BrokerName, topic], Tone.Warn);
        }
        else if (finding.Originals.Count == 0)
        {
            yield return new Verdict(texts["Find.OnlyCopies"], Tone.Warn);
        }
    }

    private static IEnumerable<Verdict> Readers(Finding finding, Consumption? consumption, IStringLocalizer<Texts> texts, Times times)
    {
        if (consumption is null || finding.Originals.Count == 0)
            yield break;
        if (consumption.Failure is { } failure)
        {
            yield return new Verdict(texts["Find.GroupsUnknown", failure.Message], Tone.Bad);
            yield break;
        }

        if (consumption.Groups.Count == 0 && consumption.Failures is null or [])
            yield return new Verdict(texts["Find.NoGroups"], Tone.Warn);
        if (Names(consumption, PassageState.Passed) is { } passed)
            yield return new Verdict(texts["Find.HasRead", passed], Tone.Good);
        foreach (var group in consumption.Groups)
        {
            if (Of(group, texts, times) is { } sentence)
                yield return sentence;
        }

        if (Names(consumption, PassageState.Broadcasting) is { } broadcasting)
            yield return new Verdict(texts["Find.Broadcasting", broadcasting], Tone.Neutral);
        if (Names(consumption, PassageState.NoOffset) is { } without)
            yield return new Verdict(texts["Find.NoOffset", without], Tone.Neutral);
        if (consumption.Omitted > 0)
            yield return new Verdict(texts["Message.GroupsOmitted", Figures.Count(consumption.Omitted)], Tone.Neutral);
        foreach (var broker in consumption.Failures ?? [])
            yield return new Verdict(texts["Find.GroupsUnknown", broker.Message], Tone.Bad);
    }

    private static Verdict? Of(GroupPassage group, IStringLocalizer<Texts> texts, Times times) => group switch
    {
        { State: PassageState.Waiting, Members: 0 } =>
            new Verdict(texts["Find.NotReadOffline", group.Group, Figures.Count(group.Ahead)], Tone.Bad),
        { State: PassageState.Waiting, Behind: { } behind } =>
            new Verdict(texts["Find.NotReadBehind", group.Group, Figures.Count(group.Ahead), times.Duration(behind)], Tone.Warn),
        { State: PassageState.Waiting } => new Verdict(texts["Find.NotRead", group.Group, Figures.Count(group.Ahead)], Tone.Warn),
        { State: PassageState.Filtered } => new Verdict(texts["Find.Filtered", group.Group, group.Filter ?? ""], Tone.Warn),
        { State: PassageState.Passed, Filter: { } filter, IsWanted: null } => new Verdict(texts["Find.SqlUnknown", group.Group, filter], Tone.Neutral),
        { State: PassageState.Unknown } => new Verdict(texts["Find.Unknown", group.Group, group.Reason ?? ""], Tone.Bad),
        _ => null,
    };

    private static IEnumerable<Verdict> Copies(Finding finding, IStringLocalizer<Texts> texts)
    {
        foreach (var group in finding.Retries)
            yield return new Verdict(texts["Find.Retried", group.Group, Figures.Count(group.Tries)], Tone.Warn);
        foreach (var group in finding.DeadLetters)
            yield return new Verdict(texts["Find.DeadLettered", group.Group, Figures.Count(group.Tries), Figures.Count(group.Copies.Count)], Tone.Bad);
    }

    private static string? Names(Consumption consumption, PassageState state) =>
        consumption.Groups.Where(group => group.State == state).Select(group => group.Group).ToList() is { Count: > 0 } names ? string.Join(", ", names) : null;
}
