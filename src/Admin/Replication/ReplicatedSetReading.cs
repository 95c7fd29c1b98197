using RocketMQ.Admin.Maintenance;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Requests;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.Admin.Replication;

/// <summary>
/// Puts together what masters and slaves tell (907, or 28 before 5.0), the master's role (26), and when the first message that a slave lacks
/// was stored (33).
/// </summary>
internal sealed class ReplicatedSetReading(AdminCalls calls, BrokerDirectory directory, TimeProvider time)
{
    private readonly ReplicationReading _reading = new(calls, directory);

    public async Task<IReadOnlyList<ReplicatedSet>> ReadAsync(CancellationToken cancellation)
    {
        var topology = await directory.GetTopologyAsync(cancellation);
        return await AdminCalls.AllAsync(
            topology.Brokers.GroupBy(broker => (broker.Cluster, broker.BrokerName)), set => ReadAsync([.. set], cancellation), cancellation);
    }

    private async Task<ReplicatedSet> ReadAsync(IReadOnlyList<BrokerNode> brokers, CancellationToken cancellation)
    {
        var set = new ReplicatedSet(brokers[0].Cluster, brokers[0].BrokerName) { Master = brokers.FirstOrDefault(broker => broker.IsMaster) };
        // Slaves first: the master's end is younger than theirs, so that nothing looks safer than it is.
        var slaves = await Task.WhenAll(brokers.Where(broker => !broker.IsMaster).Select(slave => ReadSlaveAsync(slave, cancellation)));
        if (set.Master is not { Address: var master })
            return set with { Slaves = slaves };
        try
        {
            var state = await _reading.ReadAsync(master, cancellation);
            var apart = slaves.Concat(Strangers(slaves, state)).Select(slave => Compare(slave, state));
            return set with
            {
                End = state.MasterMaxOffset,
                InSyncSlaves = state.InSyncSlaves,
                Role = await RoleAsync(master, cancellation),
                Slaves = await Task.WhenAll(apart.Select(slave => slave.BehindBytes > 0 ? TimeAsync(slave, master, state, cancellation) : Task.FromResult(slave))),
            };
        }
        catch (Exception failure) when (failure is AdminException or RemotingException)
        {
            return set with { Slaves = slaves, Problem = failure.Message };
        }
    }

    private async Task<ReplicatedSlave> ReadSlaveAsync(BrokerNode slave, CancellationToken cancellation)
    {
        var row = new ReplicatedSlave(slave.Address, slave.BrokerId);
        try
        {
            var state = await _reading.ReadAsync(slave.Address, cancellation);
            return row with { End = state.Link?.MaxOffset, Problem = state.Link?.Problem };
        }
        catch (Exception failure) when (failure is AdminException or RemotingException)
        {
            return row with { Problem = failure.Message };
        }
    }

    /// <summary>Connections to the master that are none of the slaves' that the name servers know.</summary>
    private static IEnumerable<ReplicatedSlave> Strangers(IReadOnlyList<ReplicatedSlave> slaves, ReplicationState state)
    {
        if (state.IsEstimate)
            return [];
        var connections = state.Slaves.ToList();
        foreach (var slave in slaves)
        {
            if (ConnectionOf(slave, connections) is { } own)
                connections.Remove(own);
        }

        return connections.Select(connection => new ReplicatedSlave(connection.Address, null) { End = connection.AckOffset });
    }

    private static ReplicatedSlave Compare(ReplicatedSlave slave, ReplicationState state)
    {
        var connection = ConnectionOf(slave, state.Slaves);
        return slave with
        {
            // A broker before 5.0 does not tell who is connected.
            IsFollowing = state.IsEstimate ? null : connection is not null,
            BytesPerSecond = state.IsEstimate ? null : connection?.BytesPerSecond,
            BehindBytes = state.MasterMaxOffset is { } end && slave.End is { } has ? Math.Max(0, end - has) : null,
            Behind = state.MasterMaxOffset is { } all && slave.End >= all ? TimeSpan.Zero : null,
        };
    }

    /// <summary>The connection from the slave's machine whose position is nearest: ports of connections say nothing.</summary>
    private static SlaveState? ConnectionOf(ReplicatedSlave slave, IEnumerable<SlaveState> connections) => connections
        .Where(connection => HostOf(connection.Address) == HostOf(slave.Address))
        .MinBy(connection => Math.Abs((connection.AckOffset ?? 0) - (slave.End ?? 0)));

    private static string HostOf(string address) => address[..Math.Max(0, address.LastIndexOf(':'))];

    /// <summary>A slave whose log ends with a whole message lacks the one that begins there; where it does not, the master knows the time, if it is ours.</summary>
    private async Task<ReplicatedSlave> TimeAsync(ReplicatedSlave slave, string master, ReplicationState state, CancellationToken cancellation)
    {
        var answer = await calls.AskAsync(
            master, RequestCode.ViewMessageById, new ViewMessageRequestHeader { Offset = slave.End!.Value }, default, cancellation);
        return slave with { Behind = answer.ResponseCode == ResponseCode.Success ? AgeOf(answer) : ConnectionOf(slave, state.Slaves)?.Behind };
    }

    private TimeSpan? AgeOf(RemotingCommand answer)
    {
        if (RecordView.Parse(answer.Body.Span, out var record) != RecordKind.Message)
            return null;
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(record.StoreTimestamp);
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }

    private async Task<string?> RoleAsync(string master, CancellationToken cancellation)
    {
        var answer = await calls.AskAsync(master, RequestCode.GetBrokerConfig, null, default, cancellation);
        return answer.ResponseCode == ResponseCode.Success ? SettingsText.Read(answer).GetValueOrDefault("brokerRole") : null;
    }
}
