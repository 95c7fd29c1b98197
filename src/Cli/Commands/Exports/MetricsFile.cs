using System.Globalization;
using RocketMQ.Admin.Exports;

namespace RocketMQ.Cli.Commands.Exports;

/// <summary>The file of exportMetrics. Figures that the original copies from the broker's answer are texts there too.</summary>
internal sealed class MetricsFile
{
    public SortedDictionary<string, BrokerReport> EvaluateReport { get; set; } = [];

    public MetricsTotals TotalData { get; set; } = new();

    public static MetricsFile Of(IReadOnlyDictionary<string, BrokerMetrics> brokers)
    {
        var all = brokers.Values.ToList();
        return new MetricsFile
        {
            EvaluateReport = new SortedDictionary<string, BrokerReport>(brokers.ToDictionary(pair => pair.Key, pair => BrokerReport.Of(pair.Value)), StringComparer.Ordinal),
            TotalData = new MetricsTotals
            {
                TotalOneDayNum = new()
                {
                    ["normalOneDayInNum"] = all.Sum(broker => broker.LastDay.NormalIn ?? 0),
                    ["normalOneDayOutNum"] = all.Sum(broker => broker.LastDay.NormalOut ?? 0),
                    ["scheduleOneDayInNum"] = all.Sum(broker => broker.LastDay.DelayedIn),
                    ["transOneDayInNum"] = all.Sum(broker => broker.LastDay.TransactionIn),
                },
                TotalTps = new()
                {
                    ["totalNormalInTps"] = all.Sum(broker => broker.Rates.NormalIn ?? 0),
                    ["totalNormalOutTps"] = all.Sum(broker => broker.Rates.NormalOut ?? 0),
                    ["totalScheduleInTps"] = all.Sum(broker => broker.Rates.DelayedIn),
                    ["totalTransInTps"] = all.Sum(broker => broker.Rates.TransactionIn),
                },
            },
        };
    }
}

/// <summary>Sums over all brokers.</summary>
internal sealed class MetricsTotals
{
    public SortedDictionary<string, long> TotalOneDayNum { get; set; } = [];

    public SortedDictionary<string, double> TotalTps { get; set; } = [];
}

/// <summary>One broker. What it does not tell is left out.</summary>
internal sealed class BrokerReport
{
    public SortedDictionary<string, string> RuntimeEnv { get; set; } = [];

    public BrokerQuota RuntimeQuota { get; set; } = new();

    public BrokerVersions RuntimeVersion { get; set; } = new();

    public static BrokerReport Of(BrokerMetrics broker)
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (broker.Processors is { } processors)
            environment["cpuNum"] = processors;
        if (broker.MemoryKBytes is { } memory)
            environment["totalMemKBytes"] = memory;
        return new BrokerReport
        {
            RuntimeEnv = environment,
            RuntimeQuota = BrokerQuota.Of(broker),
            RuntimeVersion = new BrokerVersions { ClientInfo = [.. broker.Clients], RocketmqVersion = broker.Version },
        };
    }
}

/// <summary>Load and size of a broker.</summary>
internal sealed class BrokerQuota
{
    public SortedDictionary<string, string> DiskRatio { get; set; } = [];

    public int GroupSize { get; set; }

    public string? MessageAverageSize { get; set; }

    public SortedDictionary<string, long> OneDayNum { get; set; } = [];

    public int TopicSize { get; set; }

    public SortedDictionary<string, double> Tps { get; set; } = [];

    public static BrokerQuota Of(BrokerMetrics broker) => new()
    {
        DiskRatio = Known([("commitLogDiskRatio", Text(broker.CommitLogDiskRatio)), ("consumeQueueDiskRatio", Text(broker.ConsumeQueueDiskRatio))]),
        GroupSize = broker.Groups,
        MessageAverageSize = Text(broker.AverageMessageBytes),
        OneDayNum = Known<long>(
        [
            ("normalOneDayInNum", broker.LastDay.NormalIn), ("normalOneDayOutNum", broker.LastDay.NormalOut),
            ("scheduleOneDayInNum", broker.LastDay.DelayedIn), ("transOneDayInNum", broker.LastDay.TransactionIn),
        ]),
        TopicSize = broker.Topics,
        Tps = Known<double>(
        [
            ("normalInTps", broker.Rates.NormalIn), ("normalOutTps", broker.Rates.NormalOut), ("scheduleInTps", broker.Rates.DelayedIn),
            ("transInTps", broker.Rates.TransactionIn),
        ]),
    };

    private static string? Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);

    private static SortedDictionary<string, string> Known(IEnumerable<(string Name, string? Value)> values) =>
        new(values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Name, pair => pair.Value!), StringComparer.Ordinal);

    private static SortedDictionary<string, T> Known<T>(IEnumerable<(string Name, T? Value)> values)
        where T : struct =>
        new(values.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Name, pair => pair.Value!.Value), StringComparer.Ordinal);
}

/// <summary>Versions of a broker and its clients.</summary>
internal sealed class BrokerVersions
{
    public List<string> ClientInfo { get; set; } = [];

    public string? RocketmqVersion { get; set; }
}
