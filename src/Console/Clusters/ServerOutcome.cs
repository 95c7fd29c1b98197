using RocketMQ.Admin.Targets;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>What became of a change on one server.</summary>
/// <param name="Server">Broker name or address.</param>
/// <param name="Failure">Its code and remark, or why it did not answer; null when it did as asked.</param>
/// <param name="Remark">What it said when it did as asked; null for nothing.</param>
public sealed record ServerOutcome(string Server, string? Failure, string? Remark = null)
{
    /// <summary>Whether it did as asked.</summary>
    public bool Succeeded => Failure is null;

    /// <summary>One outcome per server of a change, with broker names in place of addresses where they are known.</summary>
    public static IEnumerable<ServerOutcome> Of<T>(PartialResult<T> result, ClusterSnapshot snapshot)
    {
        var done = result.Values.Keys.Select(address => new ServerOutcome(snapshot.NameOf(address), null));
        var failed = result.Failures.Select(failure => new ServerOutcome(snapshot.NameOf(failure.Address), FailureText.Of(failure.Reason)));
        return done.Concat(failed).OrderBy(outcome => outcome.Server, StringComparer.Ordinal);
    }
}
