using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Formatting;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Messages.Tracing;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>Everything that is known about one message at one moment, as one person may see it: to be kept with a ticket. Immutable.</summary>
/// <param name="Message">The message as that person may see it.</param>
/// <param name="Consumption">Who has consumed it.</param>
/// <param name="Copies">Copies for retries and dead letters.</param>
/// <param name="Trace">What clients noted.</param>
internal sealed record CaseFile(VisibleMessage Message, Consumption Consumption, MessageCopies Copies, TraceLook Trace)
{
    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Who took it.</summary>
    public required string Person { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>What happened to the message.</summary>
    public IReadOnlyList<TimelineStep> Steps => Timeline.Of(Message.Located, Trace, Copies);

    /// <summary>What could not be learned: who did not answer, and why.</summary>
    public IReadOnlyList<ServerOutcome> Missing =>
    [
        .. new[] { Trace.Failure, Consumption.Failure }.OfType<AskFailure>().Select(failure => new ServerOutcome(Cluster, failure.Message))
            .Concat(Trace.Failures.Concat(Consumption.Failures ?? []).Concat(Copies.Failures).Select(failure => new ServerOutcome(failure.Address, FailureText.Of(failure.Reason))))
            .Distinct(),
    ];

    /// <summary>Asks everything there is to ask.</summary>
    public static async Task<CaseFile> GatherAsync(
        IClusterConnection connection, VisibleMessage message, string? traceTopic, string person, DateTimeOffset now, CancellationToken cancellation)
    {
        var located = message.Located;
        var trace = TraceLook.FindAsync(connection, located, traceTopic, cancellation);
        var consumption = await Messages.Consumption.FindAsync(connection, located, cancellation);
        var copies = await MessageCopies.FindAsync(connection, located, consumption.Groups.Select(passage => passage.Group), cancellation);
        return new CaseFile(message, consumption, copies, await trace) { Cluster = connection.Name, Person = person, TakenAt = now };
    }

    /// <summary>What became of the message, in sentences.</summary>
    public IReadOnlyList<Verdict> Sentences(IStringLocalizer<Texts> texts, Times times)
    {
        var finding = Finding.Of(Copies.Messages.Append(Message.Located)).First(one => one.Holds(Message.Located));
        return [.. Verdict.Of(finding, Consumption, texts, times)];
    }
}
