using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>
/// Finds out how each broker can move a group's offsets. A commit is enough while nobody of the group is connected; members that are
/// overwrite it with what they remember. Brokers of 4.9 can only tell them a store time for a whole topic. Our brokers, and those of 5.x with
/// useServerSideResetOffset, move members to any offset of any queue; other 5.x brokers would take such a request for one about all queues.
/// </summary>
internal sealed record OffsetWays(IReadOnlyDictionary<string, OffsetWay> Ways, Remark? Obstacle, IReadOnlyList<ServerOutcome> Failures)
{
    private const string ServerSide = "useServerSideResetOffset";

    /// <summary>Whether members are C++ clients, which are told in another form.</summary>
    public bool IsCpp { get; private init; }

    /// <summary>Asks who is online (203), and brokers of 5.x how they are set (26).</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="group">The group.</param>
    /// <param name="brokers">Broker sets whose queues are to be moved.</param>
    /// <param name="isTime">Whether all queues of a topic go to one store time, which is all that brokers of 4.9 can tell members.</param>
    /// <param name="cancellation">Stops asking.</param>
    public static async Task<OffsetWays> FindAsync(
        IClusterConnection connection, string group, IReadOnlyCollection<string> brokers, bool isTime, CancellationToken cancellation)
    {
        var snapshot = connection.Snapshot;
        var online = await connection.Admin.Groups.GetConsumersAsync(group, BrokerTarget.AllMasters, cancellation);
        var ways = new Dictionary<string, OffsetWay>(StringComparer.Ordinal);
        Remark? obstacle = null;
        var members = online.Values.Values.OfType<ConsumerConnection>().ToList();
        if (members.Exists(broker => broker.MessageModel == MessageModel.Broadcasting))
            obstacle = new Remark("Offsets.Broadcasting", group);
        foreach (var broker in brokers)
        {
            var address = snapshot.MasterAddress(broker);
            if (address is null)
                obstacle ??= new Remark("Offsets.NoMaster", broker);
            else if (online.Values.GetValueOrDefault(address) is not { ConnectionSet.Count: > 0 })
                ways[broker] = OffsetWay.Commit;
            else if (await MovesMembersAsync(connection, broker, address, cancellation))
                ways[broker] = OffsetWay.Broker;
            else if (isTime)
                ways[broker] = OffsetWay.Members;
            else
                obstacle ??= new Remark("Offsets.OnlyByTime", broker, snapshot.Masters().First(master => master.BrokerName == broker).Runtime?.VersionName ?? "4.9");
        }

        // One request reaches members on all brokers of a topic.
        if (ways.ContainsValue(OffsetWay.Members))
            ways = ways.Keys.ToDictionary(broker => broker, _ => OffsetWay.Members, StringComparer.Ordinal);
        return new OffsetWays(ways, obstacle, [.. ServerOutcome.Of(online, snapshot).Where(outcome => !outcome.Succeeded)])
        {
            IsCpp = members.SelectMany(broker => broker.ConnectionSet).Any(member => member.Language == LanguageCode.Cpp),
        };
    }

    private static async Task<bool> MovesMembersAsync(IClusterConnection connection, string broker, string address, CancellationToken cancellation)
    {
        var runtime = connection.Snapshot.Masters().FirstOrDefault(master => master.BrokerName == broker)?.Runtime;
        // Only brokers of this product tell the health of their store.
        if (runtime?.Table.ContainsKey("storeHealth") == true)
            return true;
        return runtime?.Version >= RemotingVersion.V5_0_0
            && (await connection.Admin.Brokers.GetSettingsAsync(address, cancellation)).GetValueOrDefault(ServerSide) == "true";
    }
}
