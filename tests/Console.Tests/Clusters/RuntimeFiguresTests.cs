using RocketMQ.Admin.Brokers;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

public sealed class RuntimeFiguresTests
{
    [Fact]
    public void Nothing_that_the_broker_said_is_left_out()
    {
        var table = new Dictionary<string, string> { ["putTps"] = "1 2 3", ["brandNewFigure"] = "x", ["commitLogDiskRatio_/data"] = "0.5" };

        var sections = RuntimeFigures.Of(new BrokerRuntimeInfo(table));

        Assert.Equal([FigureSection.Traffic, FigureSection.Store, FigureSection.Other], sections.Select(section => section.Key));
        Assert.Equal(table.Keys.Order(), sections.SelectMany(section => section).Select(figure => figure.Key).Order());
        Assert.Null(sections[^1].Single().Meaning);
    }

    [Fact]
    public void Delay_levels_are_in_order_of_their_number()
    {
        var table = new[] { "10", "2", "1" }.ToDictionary(level => "scheduleMessageOffset_" + level, _ => "0,0");

        Assert.Equal(
            ["scheduleMessageOffset_1", "scheduleMessageOffset_2", "scheduleMessageOffset_10"],
            RuntimeFigures.Of(new BrokerRuntimeInfo(table)).Single().Select(figure => figure.Key));
    }

    [Fact]
    public void Totals_of_today_leave_out_what_was_before_midnight()
    {
        var broker = new BrokerSnapshot
        {
            BrokerName = "a",
            BrokerId = 0,
            Address = "a:1",
            ClusterName = "c1",
            Runtime = new BrokerRuntimeInfo(new Dictionary<string, string>
            {
                ["msgPutTotalTodayNow"] = "150",
                ["msgPutTotalTodayMorning"] = "100",
                ["msgGetTotalTodayNow"] = "90",
                ["commitLogDiskRatio"] = "-1.0",
                ["brokerVersionDesc"] = "V4_9_8",
            }),
        };

        var row = BrokerRow.Of(broker);

        Assert.Equal((50L, (long?)null, (double?)null, "4.9.8"), (row.InToday, row.OutToday, row.Disk, row.Version));
    }
}
