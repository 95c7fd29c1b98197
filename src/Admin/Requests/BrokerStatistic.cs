using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.Requests;

/// <summary>Statistics items of a broker (315).</summary>
internal static class BrokerStatistic
{
    /// <summary>Messages stored, by topic.</summary>
    public const string Puts = "TOPIC_PUT_NUMS";

    /// <summary>Messages given out, by "topic@group".</summary>
    public const string Gets = "GROUP_GET_NUMS";

    /// <summary>One item; null when the broker has counted nothing under that name.</summary>
    public static async Task<BrokerStatsData?> FindAsync(AdminCalls calls, string address, string name, string key, CancellationToken cancellation)
    {
        var header = new ViewBrokerStatsRequestHeader { StatsName = name, StatsKey = key };
        var answer = await calls.AskAsync(address, RequestCode.ViewBrokerStatsData, header, default, cancellation);
        // The original has no code of its own for "no such item"; it says so in the remark of a system error.
        if (answer.ResponseCode == ResponseCode.SystemError && answer.Remark?.Contains("not exist", StringComparison.Ordinal) == true)
            return null;
        return AdminCalls.ReadBody<BrokerStatsData>(
            AdminCalls.Accept(answer, address, RequestCode.ViewBrokerStatsData), address, RequestCode.ViewBrokerStatsData);
    }

    /// <summary>Of a day when the broker has run for one, else of what there is.</summary>
    public static long LastDay(BrokerStatsData item) =>
        item.StatsDay.Sum != 0 ? item.StatsDay.Sum : item.StatsHour.Sum != 0 ? item.StatsHour.Sum : item.StatsMinute.Sum;
}
