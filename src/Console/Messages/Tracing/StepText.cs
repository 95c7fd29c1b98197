using Microsoft.Extensions.Localization;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Messages.Tracing;

/// <summary>Steps of a message in the viewer's words.</summary>
internal static class StepText
{
    /// <summary>Who, where and how long.</summary>
    public static string Of(TimelineStep step, IStringLocalizer<Texts> texts, Times times) => step.Kind switch
    {
        StepKind.Born => texts["Message.BornBy", step.Where ?? Figures.Unknown],
        StepKind.Stored => Join(texts["Message.StoredBy", step.Where ?? Figures.Unknown], Delay(step.Took, texts, times)),
        StepKind.Retried => texts["Message.Step.RetriedDetail", step.Group ?? Figures.Unknown, Figures.Count(step.Tries), step.Where ?? Figures.Unknown],
        StepKind.DeadLettered => texts["Message.Step.DeadLetteredDetail", step.Group ?? Figures.Unknown, Figures.Count(step.Tries), step.Where ?? Figures.Unknown],
        _ => Join(
            step.Decision,
            texts["Message.Step.By", step.Group ?? Figures.Unknown, step.Where ?? Figures.Unknown],
            step is { Kind: StepKind.Consumed, Tries: { } tries and > 0 } ? texts["Message.Step.Try", Figures.Count(tries + 1)].Value : null,
            step.Took is { } took ? texts["Message.Step.Took", times.Duration(took)].Value : null),
    };

    /// <summary>How it ended, in a word; null where there is nothing to say.</summary>
    public static string? Outcome(TimelineStep step, IStringLocalizer<Texts> texts) => step switch
    {
        { Kind: StepKind.Consumed, IsSuccess: null } => texts["Message.Step.NoEnd"].Value,
        { Kind: StepKind.Consumed, End: { } end and not TraceEnd.Success, IsSuccess: false } => texts["Message.Step.End." + end].Value,
        { Kind: StepKind.Consumed, IsSuccess: true } => texts["Message.Step.Succeeded"].Value,
        { Kind: StepKind.Consumed or StepKind.Sent or StepKind.Recalled, IsSuccess: false } => texts["Message.Step.Failed"].Value,
        _ => null,
    };

    private static string? Delay(TimeSpan? took, IStringLocalizer<Texts> texts, Times times) => took is not { } delay ? null
        : delay < TimeSpan.Zero ? texts["Message.Skew", times.Duration(-delay)].Value : texts["Message.Later", times.Duration(delay)].Value;

    private static string Join(params string?[] parts) => string.Join(", ", parts.Where(part => part is not null));
}
