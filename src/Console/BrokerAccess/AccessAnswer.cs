using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.BrokerAccess;

/// <summary>What brokers tell about who may use them. Secrets are left behind here: nothing that is drawn can hold one.</summary>
/// <param name="Rows">One line per object, with the brokers that have it just so.</param>
/// <param name="Failures">Brokers that did not tell, each with its reason.</param>
/// <param name="IsUnknown">Whether every broker says that it does not know the request: this kind of access control is not there.</param>
/// <param name="Asked">How many brokers were asked.</param>
public sealed record AccessAnswer<T>(IReadOnlyList<T> Rows, IReadOnlyList<ServerOutcome> Failures, bool IsUnknown, int Asked)
    where T : notnull
{
    /// <summary>Whether anybody told anything; without, there may be objects that nobody told of.</summary>
    public bool IsKnown => Failures.Count < Asked;

    /// <summary>Puts the answers of brokers together.</summary>
    /// <param name="result">What they answered.</param>
    /// <param name="snapshot">Names of the brokers.</param>
    /// <param name="rows">The objects of one broker, given its name.</param>
    internal static AccessAnswer<T> Of<TAnswer>(PartialResult<TAnswer> result, ClusterSnapshot snapshot, Func<TAnswer, string, IEnumerable<T>> rows) => new(
        [.. result.Values.SelectMany(pair => rows(pair.Value, NameOf(snapshot, pair.Key)))],
        [.. ServerOutcome.Of(result, snapshot).Where(outcome => !outcome.Succeeded)],
        result.Failures.Count > 0 && result.Values.Count == 0 && result.Failures.All(failure => failure.Code == ResponseCode.RequestCodeNotSupported),
        result.Values.Count + result.Failures.Count);

    private static string NameOf(ClusterSnapshot snapshot, string address) =>
        snapshot.Brokers.FirstOrDefault(broker => broker.Address == address)?.BrokerName ?? address;
}
