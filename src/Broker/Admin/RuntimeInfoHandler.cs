using System.Globalization;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Pulling;
using RocketMQ.Broker.Scheduling;
using RocketMQ.Broker.Statistics;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Json;
using RocketMQ.Store;

namespace RocketMQ.Broker.Admin;

/// <summary>28: figures of the running broker, under the names and in the text forms that tools parse (docs/protocol.md 6.15).</summary>
internal sealed class RuntimeInfoHandler(
    IMessageStore store, BrokerStatistics statistics, StoreRates rates, PullService pulls, DelayedDelivery delivery, BrokerSettings settings,
    ServerConfiguration configuration, BrokerLanes lanes, TimeProvider time) : IRequestHandler<NoFields>
{
    /// <summary>Upper bounds of the classes of <see cref="StoreStatistics.DistributionLabels"/>, milliseconds; the last one has none.</summary>
    private static readonly int[] ClassBounds = [0, 10, 50, 100, 200, 500, 1000, 2000, 3000, 4000, 5000, 10_000];

    private readonly DateTimeOffset _booted = time.GetUtcNow();

    public ValueTask<Reply> HandleAsync(Request<NoFields> request, CancellationToken stopping)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        AddProcess(table);
        AddLog(table, store.GetStatistics());
        AddPuts(table, store.GetStatistics());
        AddRates(table);
        AddDays(table);
        AddLanes(table);
        AddDelays(table);
        return ValueTask.FromResult(Reply.With(new NoFields(), FastJson.Write(new KVTable { Table = table })));
    }

    private void AddProcess(Dictionary<string, string> table)
    {
        var age = time.GetUtcNow() - _booted;
        table["bootTimestamp"] = Text(_booted.ToUnixTimeMilliseconds());
        table["brokerVersion"] = Text(RemotingVersion.Current);
        table["brokerVersionDesc"] = RemotingVersion.Describe(RemotingVersion.Current);
        table["runtime"] = $"[ {age.Days} days, {age.Hours} hours, {age.Minutes} minutes, {age.Seconds} seconds ]";
        table["startAcceptSendRequestTimeStamp"] = Text(settings.StartAcceptSend);
    }

    private void AddLog(Dictionary<string, string> table, StoreStatistics figures)
    {
        table["commitLogMinOffset"] = Text(figures.CommitLogMinOffset);
        table["commitLogMaxOffset"] = Text(figures.CommitLogMaxOffset);
        table["dispatchBehindBytes"] = Text(figures.DispatchBehindBytes);
        table["dispatchMaxBuffer"] = "0";
        table["remainHowManyDataToFlush"] = $"{Text(figures.RemainHowManyDataToFlush)} B";
        table["remainTransientStoreBufferNumbs"] = Text(int.MaxValue);
        table["pageCacheLockTimeMills"] = Text(figures.PageCacheLockTimeMills);
        table["earliestMessageTimeStamp"] = Text(store.GetEarliestMessageTime());
        table["commitLogDiskRatio"] = Ratio(figures.CommitLogDiskRatio);
        table[$"commitLogDiskRatio_{CommitLogPath()}"] = Ratio(figures.CommitLogDiskRatio);
        table["consumeQueueDiskRatio"] = Ratio(figures.ConsumeQueueDiskRatio);
        // Ours: whether messages are taken and why not, for those who watch.
        table["storeHealth"] = store.Health.ToString();
        table["storeHealthProblem"] = store.HealthProblem ?? "";
        table["commitLogDirCapacity"] = $"Total : {Size(figures.CommitLogDiskTotal)}, Free : {Size(figures.CommitLogDiskFree)}.";
    }

    private static void AddPuts(Dictionary<string, string> table, StoreStatistics figures)
    {
        table["putMessageTimesTotal"] = Text(figures.PutMessageTimesTotal);
        table["putMessageSizeTotal"] = Text(figures.PutMessageSizeTotal);
        table["putMessageFailedTimes"] = Text(figures.PutMessageFailedTimes);
        table["putMessageEntireTimeMax"] = Text(figures.PutMessageEntireTimeMax);
        table["putMessageAverageSize"] = Number((double)figures.PutMessageSizeTotal / Math.Max(1, figures.PutMessageTimesTotal));
        table["putMessageDistributeTime"] = string.Concat(
            StoreStatistics.DistributionLabels.Zip(figures.PutMessageDistribution, (label, count) => $"{label}:{Text(count)} "));
        table["putLatency99"] = Percentile(figures.PutMessageDistribution, 0.99);
        table["putLatency999"] = Percentile(figures.PutMessageDistribution, 0.999);
    }

    private void AddRates(Dictionary<string, string> table)
    {
        table["putTps"] = rates.Put();
        table["getFoundTps"] = rates.Found();
        table["getMissTps"] = rates.Miss();
        table["getTotalTps"] = rates.Total();
        // The original's spelling, and the one that 5.x tools read.
        table["getTransferedTps"] = rates.Transferred();
        table["getTransferredTps"] = rates.Transferred();
        table["getMessageEntireTimeMax"] = Text(pulls.LongestRead);
    }

    private void AddDays(Dictionary<string, string> table)
    {
        table["msgPutTotalYesterdayMorning"] = Text(statistics.Day.PutYesterdayMorning);
        table["msgPutTotalTodayMorning"] = Text(statistics.Day.PutTodayMorning);
        table["msgPutTotalTodayNow"] = Text(statistics.BrokerPutNums.Sum);
        table["msgGetTotalYesterdayMorning"] = Text(statistics.Day.GetYesterdayMorning);
        table["msgGetTotalTodayMorning"] = Text(statistics.Day.GetTodayMorning);
        table["msgGetTotalTodayNow"] = Text(statistics.BrokerGetNums.Sum);
    }

    private void AddLanes(Dictionary<string, string> table)
    {
        Add("send", lanes.Send);
        Add("pull", lanes.Pull);
        Add("query", lanes.Query);
        table["EndTransactionQueueSize"] = Text(lanes.Transactions.Waiting);
        table["EndTransactionThreadPoolQueueCapacity"] = Text(lanes.Transactions.Capacity);

        void Add(string name, Lane lane)
        {
            table[$"{name}ThreadPoolQueueSize"] = Text(lane.Waiting);
            table[$"{name}ThreadPoolQueueCapacity"] = Text(lane.Capacity);
            table[$"{name}ThreadPoolQueueHeadWaitTimeMills"] = Text((long)lane.HeadWait.TotalMilliseconds);
        }
    }

    private void AddDelays(Dictionary<string, string> table)
    {
        foreach (var (level, offset) in delivery.Snapshot().OffsetTable)
            table[$"scheduleMessageOffset_{level}"] = $"{Text(offset)},{Text(store.GetMaxOffset(SystemTopics.Schedule, level - 1))}";
    }

    private string CommitLogPath() => configuration.Text("storePathCommitLog") is { Length: > 0 } path
        ? path
        : Path.Combine(configuration.Text("storePathRootDir"), "commitlog");

    /// <summary>Milliseconds within which a share of all appends were done: the upper bound of its class, known no finer.</summary>
    private static string Percentile(IReadOnlyList<long> counts, double share)
    {
        var (wanted, seen) = (counts.Sum() * share, 0L);
        for (var i = 0; i < counts.Count; i++)
        {
            seen += counts[i];
            if (seen >= wanted)
                return ((double)ClassBounds[Math.Min(i, ClassBounds.Length - 1)]).ToString("0.00", CultureInfo.InvariantCulture);
        }

        return "0.00";
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.0###", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.0#", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes < 0 ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.0} GiB");
}
