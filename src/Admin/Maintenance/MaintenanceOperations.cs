using RocketMQ.Admin.Replication;
using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Maintenance;

internal sealed class MaintenanceOperations(AdminCalls calls, BrokerDirectory directory, TimeProvider time) : IMaintenanceOperations
{
    public Task<PartialResult<Done>> CleanExpiredQueuesAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        TellAsync(target, RequestCode.CleanExpiredConsumeQueue, cancellation);

    public Task<PartialResult<Done>> CleanUnusedTopicsAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        TellAsync(target, RequestCode.CleanUnusedTopic, cancellation);

    public Task<PartialResult<Done>> DeleteExpiredFilesAsync(BrokerTarget target, CancellationToken cancellation = default) =>
        TellAsync(target, RequestCode.DeleteExpiredCommitLog, cancellation);

    public Task<PartialResult<ReplicationState>> GetReplicationAsync(BrokerTarget target, CancellationToken cancellation = default)
    {
        var reading = new ReplicationReading(calls, directory);
        return directory.EachAsync(target, address => reading.ReadAsync(address, cancellation), cancellation);
    }

    public Task<IReadOnlyList<ReplicatedSet>> ListReplicatedSetsAsync(CancellationToken cancellation = default) =>
        new ReplicatedSetReading(calls, directory, time).ReadAsync(cancellation);

    public async Task ResetMasterFlushOffsetAsync(string address, long offset, CancellationToken cancellation = default)
    {
        if (offset < 0)
            throw new ArgumentException($"{offset} is no offset; 0 or more is");
        await calls.CallAsync(
            address, RequestCode.ResetMasterFlushOffset, new ResetMasterFlushOffsetHeader { MasterFlushOffset = offset }, cancellation);
    }

    public async Task<QueryConsumeQueueResponseBody> ReadQueueAsync(
        MessageQueue queue, long from, int count, string? group = null, string? address = null, CancellationToken cancellation = default)
    {
        if (from < 0 || count < 1)
            throw new ArgumentException($"{count} entries from offset {from} are asked for; at least 1 from offset 0 or later can be");
        var asked = address ?? await directory.GetAddressAsync(queue.BrokerName, cancellation);
        var header = new QueryConsumeQueueRequestHeader
        {
            Topic = queue.Topic, QueueId = queue.QueueId, Index = from, Count = count, ConsumerGroup = group,
        };
        var answer = await calls.CallAsync(asked, RequestCode.QueryConsumeQueue, header, cancellation);
        // "Nothing at that offset" is a success without a body, with the reason in its remark.
        return answer.Body.IsEmpty
            ? throw AdminCalls.Refusal(answer, asked, RequestCode.QueryConsumeQueue)
            : AdminCalls.ReadBody<QueryConsumeQueueResponseBody>(answer, asked, RequestCode.QueryConsumeQueue);
    }

    private async Task<PartialResult<Done>> TellAsync(BrokerTarget target, RequestCode code, CancellationToken cancellation) =>
        await calls.CallEachAsync(await directory.ResolveAsync(target, cancellation), code, null, cancellation);
}
