namespace RocketMQ.Broker.Statistics;

/// <summary>How many messages had been stored and fetched when today and yesterday began, by the local clock (docs/protocol.md 6.15). Counted since the process started.</summary>
internal sealed class DayTotals(BrokerStatistics statistics, TimeProvider time)
{
    private DateOnly _today = Today(time);

    public long PutYesterdayMorning { get; private set; }

    public long PutTodayMorning { get; private set; }

    public long GetYesterdayMorning { get; private set; }

    public long GetTodayMorning { get; private set; }

    /// <summary>Notices that a new day has begun.</summary>
    public void Roll()
    {
        var today = Today(time);
        if (today == _today)
            return;
        _today = today;
        (PutYesterdayMorning, PutTodayMorning) = (PutTodayMorning, statistics.BrokerPutNums.Sum);
        (GetYesterdayMorning, GetTodayMorning) = (GetTodayMorning, statistics.BrokerGetNums.Sum);
    }

    private static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetLocalNow().DateTime);
}
