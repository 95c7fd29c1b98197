using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Changes;

/// <summary>What every change does with a request that several servers answer, or none.</summary>
internal static class ServerRequests
{
    /// <summary>Where a change of a broker set goes.</summary>
    public static BrokerTarget Of(string broker, ClusterSnapshot snapshot) =>
        snapshot.MasterAddress(broker) is { } address ? BrokerTarget.Address(address) : BrokerTarget.Broker(broker);

    /// <summary>Sends the request, and turns answers and expected failures into outcomes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="server">Who is named when nobody could be asked.</param>
    /// <param name="snapshot">Names of the servers.</param>
    public static async Task<IReadOnlyList<ServerOutcome>> AskAsync<T>(Func<Task<PartialResult<T>>> request, string server, ClusterSnapshot snapshot)
    {
        try
        {
            return [.. ServerOutcome.Of(await request(), snapshot)];
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return [new ServerOutcome(server, FailureText.Of(failure))];
        }
    }
}
