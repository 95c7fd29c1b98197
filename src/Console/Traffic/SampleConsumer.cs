using System.Collections.Concurrent;
using RocketMQ.Admin;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;

namespace RocketMQ.ManagementConsole.Traffic;

/// <summary>
/// Consumes the sample topic as a push consumer of the original does: heartbeats, pulls with long polling, commits offsets, leaves.
/// It is the only member of its group, so it takes every queue.
/// </summary>
/// <remarks>One loop for membership, one for each queue. A queue's loop ends with its failure and is begun again by the membership loop.</remarks>
internal sealed class SampleConsumer(IAdminClient admin, RemotingClient remoting, SampleCounters counters, TimeProvider time)
{
    // sysFlag, docs/protocol.md 2.4.2: the offset to commit is valid; the broker may wait.
    private const int CommitAndWait = 3;
    private const int Batch = 32;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Suspend = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _clientId = $"{Environment.MachineName}@{Environment.ProcessId}#sample";
    private readonly long _version = time.GetUtcNow().ToUnixTimeMilliseconds();
    private readonly Dictionary<SampleQueue, Task> _pulling = [];
    private readonly ConcurrentDictionary<SampleQueue, long> _offsets = [];
    private readonly ConcurrentDictionary<string, long> _heartbeats = [];

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await TendAsync(stopping);
            }
            catch (Exception failure) when (failure is RemotingException or AdminException)
            {
                counters.ConsumeFailed(failure.Message);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }

            await Task.Delay(Look, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_pulling.Values);
        await LeaveAsync();
    }

    private async Task TendAsync(CancellationToken stopping)
    {
        var queues = await SampleQueues.FindAsync(admin, Permissions.Read, stopping);
        foreach (var address in queues.Select(queue => queue.Address).Distinct())
        {
            if (!_heartbeats.TryGetValue(address, out var last) || time.GetElapsedTime(last) >= HeartbeatInterval)
                await HeartbeatAsync(address, stopping);
        }

        foreach (var queue in queues)
        {
            if (_pulling.TryGetValue(queue, out var task) && !task.IsCompleted)
                continue;
            _pulling[queue] = PullAsync(queue, stopping);
        }
    }

    private async Task HeartbeatAsync(string address, CancellationToken stopping)
    {
        var data = new HeartbeatData
        {
            ClientID = _clientId,
            ConsumerDataSet =
            [
                new ConsumerData
                {
                    GroupName = ISampleTraffic.Group,
                    ConsumeType = ConsumeType.ConsumePassively,
                    MessageModel = MessageModel.Clustering,
                    ConsumeFromWhere = ConsumeFromWhere.ConsumeFromLastOffset,
                    SubscriptionDataSet = [Subscription(ISampleTraffic.Topic), Subscription(SystemTopics.RetryTopicOf(ISampleTraffic.Group))],
                },
            ],
            ProducerDataSet = [new ProducerData { GroupName = "sample-producers" }],
        };
        var answer = await remoting.InvokeAsync(address, RemotingCommand.Request(RequestCode.HeartBeat, null, FastJson.Write(data)), Patience, stopping);
        if (answer.ResponseCode == ResponseCode.Success)
            _heartbeats[address] = time.GetTimestamp();
        else
            counters.ConsumeFailed($"{address} refused the heartbeat: {answer.Remark}");
    }

    private SubscriptionData Subscription(string topic) => new() { Topic = topic, SubString = "*", SubVersion = _version };

    private async Task PullAsync(SampleQueue queue, CancellationToken stopping)
    {
        try
        {
            var offset = _offsets.TryGetValue(queue, out var known) ? known : await FirstOffsetAsync(queue, stopping);
            while (!stopping.IsCancellationRequested)
            {
                var answer = await remoting.InvokeAsync(queue.Address, Pull(queue.Queue, offset), Suspend + Patience + Patience, stopping);
                if (answer.ResponseCode is not (ResponseCode.Success or ResponseCode.PullNotFound or ResponseCode.PullRetryImmediately or ResponseCode.PullOffsetMoved))
                {
                    counters.ConsumeFailed($"{queue.Address} refused: {answer.Remark} ({ResponseCodes.NameOf(answer.Code)})");
                    // It may have forgotten the member; the next heartbeat is due now.
                    _heartbeats.TryRemove(queue.Address, out _);
                    return;
                }

                if (answer.ResponseCode == ResponseCode.Success)
                    counters.CountReceived(MessageRecordCodec.DecodeAll(answer.Body).Count);
                offset = answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset;
                _offsets[queue] = offset;
            }
        }
        catch (Exception failure) when (failure is RemotingException or AdminException or ArgumentException or RejectedException)
        {
            // A broker that was away has forgotten the member with its connection; the next heartbeat is due now.
            _heartbeats.TryRemove(queue.Address, out _);
            counters.ConsumeFailed(failure.Message);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private async Task<long> FirstOffsetAsync(SampleQueue queue, CancellationToken stopping) =>
        await admin.Groups.FindOffsetAsync(ISampleTraffic.Group, queue.Queue, stopping)
        ?? await admin.Messages.GetMaxOffsetAsync(queue.Queue, stopping);

    private RemotingCommand Pull(MessageQueue queue, long offset) => RemotingCommand.Request(RequestCode.PullMessage, new PullMessageRequestHeader
    {
        ConsumerGroup = ISampleTraffic.Group,
        Topic = queue.Topic,
        QueueId = queue.QueueId,
        QueueOffset = offset,
        MaxMsgNums = Batch,
        SysFlag = CommitAndWait,
        CommitOffset = offset,
        SuspendTimeoutMillis = (long)Suspend.TotalMilliseconds,
        SubVersion = _version,
        ExpressionType = "TAG",
    });

    private async Task LeaveAsync()
    {
        try
        {
            foreach (var (queue, offset) in _offsets)
                await admin.Groups.CommitOffsetAsync(ISampleTraffic.Group, queue.Queue, offset);
            foreach (var address in _heartbeats.Keys)
            {
                var header = new UnregisterClientRequestHeader { ClientId = _clientId, ConsumerGroup = ISampleTraffic.Group, ProducerGroup = "sample-producers" };
                await remoting.InvokeAsync(address, RemotingCommand.Request(RequestCode.UnregisterClient, header), Patience);
            }
        }
        catch (Exception failure) when (failure is RemotingException or AdminException or ArgumentException)
        {
            // The broker is gone or going; it forgets the member with its connection.
            counters.ConsumeFailed(failure.Message);
        }
    }
}
