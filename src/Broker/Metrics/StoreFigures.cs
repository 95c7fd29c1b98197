using System.Diagnostics.Metrics;
using RocketMQ.Broker.Admin;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Store;

namespace RocketMQ.Broker.Metrics;

/// <summary>Disk, log and waiting requests, for <see cref="BrokerMeter"/>.</summary>
internal sealed class StoreFigures(IMessageStore store, BrokerLanes lanes, TimeProvider time)
{
    public void Register(BrokerMeter meter)
    {
        One("rocketmq_storage_size", "Bytes in the commit log.", figures => figures.CommitLogMaxOffset - figures.CommitLogMinOffset);
        One("rocketmq_storage_flush_behind_bytes", "Bytes of the log that are not on disk yet.", figures => figures.RemainHowManyDataToFlush);
        One("rocketmq_storage_dispatch_behind_bytes", "Bytes of the log that are not in the queues yet.", figures => figures.DispatchBehindBytes);
        One("rocketmq_storage_disk_free_bytes", "Free bytes of the commit log's disk.", figures => figures.CommitLogDiskFree < 0 ? null : figures.CommitLogDiskFree);
        meter.Gauge("rocketmq_storage_disk_ratio", "Used share of the commit log's disk, 0 to 1.",
            () => store.GetStatistics().CommitLogDiskRatio is >= 0 and var ratio ? [meter.Of(ratio)] : Array.Empty<Measurement<double>>());
        meter.Gauge("rocketmq_storage_message_reserve_time", "Age of the oldest message kept, milliseconds.",
            () => store.GetEarliestMessageTime() is >= 0 and var stored ? [meter.Of(time.GetUtcNow().ToUnixTimeMilliseconds() - stored)] : Array.Empty<Measurement<long>>());
        meter.Gauge("rocketmq_storage_writable", "1 while messages are taken, 0 while the store refuses them.",
            () => store.Health == StoreHealth.Writable ? 1 : 0);
        meter.Counter("rocketmq_storage_put_failed_total", "Messages that could not be stored.", () => [meter.Of(store.GetStatistics().PutMessageFailedTimes)]);
        meter.Counter("rocketmq_storage_put_latency_total", "Messages stored, by how long storing took.", () => store.GetStatistics().PutMessageDistribution
            .Zip(StoreStatistics.DistributionLabels, (count, label) => meter.Of(count, ("latency", label))));
        meter.Gauge("rocketmq_processor_watermark", "Requests that wait to be served.", () => Lanes().Select(lane => meter.Of((long)lane.Lane.Waiting, ("processor", lane.Name))));

        void One(string name, string help, Func<StoreStatistics, long?> figure) => meter.Gauge(name, help,
            () => figure(store.GetStatistics()) is { } value ? [meter.Of(value)] : Array.Empty<Measurement<long>>());
    }

    private (string Name, Lane Lane)[] Lanes() =>
    [
        ("send", lanes.Send), ("pull", lanes.Pull), ("ack", lanes.Acks), ("query_message", lanes.Query), ("client_manager", lanes.Clients),
        ("transaction", lanes.Transactions), ("consumer_manager", lanes.Consumers), ("admin", lanes.Admin), ("reply", lanes.Replies),
    ];
}
