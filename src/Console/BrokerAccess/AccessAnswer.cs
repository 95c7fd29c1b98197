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
    // Without one brokers of 5.3 leave the setting out of what they tell.
    private const string Provider = "authenticationMetadataProvider";

    /// <summary>Whether the brokers know the request but keep nothing, because nothing is set up there that would keep it.</summary>
    public bool IsOff { get; private init; }

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

    /// <summary>Users and policies: brokers of 5.3 that are not set up to keep any only say that something went wrong, so their settings are looked into.</summary>
    internal static async Task<AccessAnswer<T>> OfUsersAsync<TAnswer>(
        PartialResult<TAnswer> result, IClusterConnection connection, Func<TAnswer, string, IEnumerable<T>> rows, CancellationToken cancellation)
    {
        var answer = Of(result, connection.Snapshot, rows);
        if (result.Values.Count > 0 || result.Failures.Count == 0 || result.Failures.Any(failure => failure.Code != ResponseCode.SystemError))
            return answer;
        var settings = await connection.Admin.Brokers.GetSettingsAsync(BrokerTarget.AllMasters, cancellation);
        var isOff = settings.Values.Count == answer.Asked && settings.Values.Values.All(broker => string.IsNullOrEmpty(broker.GetValueOrDefault(Provider)));
        return answer with { IsOff = isOff };
    }

    private static string NameOf(ClusterSnapshot snapshot, string address) =>
        snapshot.Brokers.FirstOrDefault(broker => broker.Address == address)?.BrokerName ?? address;
}
