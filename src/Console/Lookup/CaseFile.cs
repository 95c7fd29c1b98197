using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Messages.Tracing;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>Everything that is known about one message at one moment, as one person may see it: to be kept with a ticket. Immutable.</summary>
/// <param name="Message">The message as that person may see it.</param>
/// <param name="Way">What happened to it.</param>
/// <param name="Person">Who took it.</param>
/// <param name="TakenAt">When.</param>
internal sealed record CaseFile(VisibleMessage Message, MessageWay Way, string Person, DateTimeOffset TakenAt)
{
    /// <summary>What became of the message, in sentences.</summary>
    public IReadOnlyList<Verdict> Sentences(IStringLocalizer<Texts> texts, Times times)
    {
        var finding = Finding.Of(Way.Copies.Messages.Append(Message.Located)).First(one => one.Holds(Message.Located));
        return [.. Verdict.Of(finding, Way.Consumption, texts, times)];
    }
}
