using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Messages.Tracing;

/// <summary>The way of one message, as far as brokers and clients tell it. Immutable.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Located">The message.</param>
/// <param name="Consumption">Who has consumed it.</param>
/// <param name="Copies">Copies for retries and dead letters.</param>
/// <param name="Trace">What clients noted.</param>
internal sealed record MessageWay(string Cluster, LocatedMessage Located, Consumption Consumption, MessageCopies Copies, TraceLook Trace)
{
    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<TimelineStep> Steps => Timeline.Of(Located, Trace, Copies);

    /// <summary>What could not be learned: who did not answer, and why.</summary>
    public IReadOnlyList<ServerOutcome> Missing =>
    [
        .. new[] { Trace.Failure, Consumption.Failure }.OfType<AskFailure>().Select(failure => new ServerOutcome(Cluster, failure.Message))
            .Concat(Trace.Failures.Concat(Consumption.Failures ?? []).Concat(Copies.Failures).Select(failure => new ServerOutcome(failure.Address, FailureText.Of(failure.Reason))))
            .Distinct(),
    ];

    /// <summary>Asks everything there is to ask.</summary>
    public static async Task<MessageWay> FindAsync(IClusterConnection connection, LocatedMessage located, string? traceTopic, CancellationToken cancellation)
    {
        var trace = await TraceLook.FindAsync(connection, located, traceTopic, cancellation);
        var consumption = await Messages.Consumption.FindAsync(connection, located, cancellation);
        var copies = await MessageCopies.FindAsync(connection, located, consumption.Groups.Select(passage => passage.Group), cancellation);
        return new MessageWay(connection.Name, located, consumption, copies, trace);
    }
}
