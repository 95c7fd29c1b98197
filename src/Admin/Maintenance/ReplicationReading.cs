using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.NameServers;
using RocketMQ.Admin.Requests;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Admin.Maintenance;

/// <summary>How far slaves are (907); where a broker does not know the question, the ends of the logs of its set are compared (28).</summary>
internal sealed class ReplicationReading(AdminCalls calls, BrokerDirectory directory)
{
    public async Task<ReplicationState> ReadAsync(string address, CancellationToken cancellation)
    {
        var answer = await calls.AskAsync(address, RequestCode.GetBrokerHaStatus, null, default, cancellation);
        if (answer.ResponseCode != ResponseCode.RequestCodeNotSupported)
            return ReplicationState.Of(AdminCalls.ReadBody<HaRuntimeInfo>(AdminCalls.Accept(answer, address, RequestCode.GetBrokerHaStatus), address, RequestCode.GetBrokerHaStatus));
        var topology = await directory.GetTopologyAsync(cancellation);
        // Only the name servers know which brokers belong together.
        var self = topology.FindByAddress(address) ?? throw AdminCalls.Refusal(answer, address, RequestCode.GetBrokerHaStatus);
        return await EstimateAsync(self, [.. topology.Brokers.Where(broker => broker.Cluster == self.Cluster && broker.BrokerName == self.BrokerName)], cancellation);
    }

    private async Task<ReplicationState> EstimateAsync(BrokerNode self, IReadOnlyList<BrokerNode> set, CancellationToken cancellation)
    {
        var ends = await Task.WhenAll(set.Select(broker => FindEndAsync(broker.Address, broker == self, cancellation)));
        var end = set.Zip(ends).ToDictionary(pair => pair.First, pair => pair.Second);
        if (!self.IsMaster)
            return new ReplicationState(IsMaster: false, IsEstimate: true) { Link = new MasterLink(set.FirstOrDefault(broker => broker.IsMaster)?.Address) { MaxOffset = end[self] } };
        return new ReplicationState(IsMaster: true, IsEstimate: true)
        {
            MasterMaxOffset = end[self],
            Slaves = [.. set.Where(broker => !broker.IsMaster).Select(slave => new SlaveState(slave.Address)
            {
                AckOffset = end[slave], Diff = end[self] - end[slave],
            })],
        };
    }

    // A slave that does not answer has an unknown end; the broker in question has to answer.
    private async Task<long?> FindEndAsync(string address, bool mustAnswer, CancellationToken cancellation)
    {
        try
        {
            var table = await calls.CallForBodyAsync<KVTable>(address, RequestCode.GetBrokerRuntimeInfo, null, cancellation);
            return new BrokerRuntimeInfo(table.Table).CommitLogMaxOffset;
        }
        catch (Exception unknown) when (!mustAnswer && unknown is (AdminException or RemotingException))
        {
            return null;
        }
    }
}
