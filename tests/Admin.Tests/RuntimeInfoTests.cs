using RocketMQ.Admin.Brokers;
using RocketMQ.Admin.Messages;

namespace RocketMQ.Admin.Tests;

public sealed class RuntimeInfoTests
{
    [Fact]
    public void The_first_of_several_averages_counts()
    {
        var info = new BrokerRuntimeInfo(new Dictionary<string, string> { ["putTps"] = "1.5 0.25 0.1", ["getTransferedTps"] = "2.5 0.0 " });

        Assert.Equal((1.5, 2.5), (info.PutTps, info.GetTransferredTps));
    }

    [Fact]
    public void The_spelling_of_5x_is_read_too() =>
        Assert.Equal(3, new BrokerRuntimeInfo(new Dictionary<string, string> { ["getTransferredTps"] = "3.0 1.0 0.0" }).GetTransferredTps);

    [Fact]
    public void What_is_missing_or_cannot_be_read_is_unknown_and_not_zero()
    {
        var info = new BrokerRuntimeInfo(new Dictionary<string, string>
        {
            ["putTps"] = "NaN", ["msgPutTotalTodayNow"] = "many", ["earliestMessageTimeStamp"] = "-1", ["commitLogDiskRatio"] = "-1.0", ["consumeQueueDiskRatio"] = "",
        });

        Assert.Null(info.PutTps);
        Assert.Null(info.PutTotal);
        Assert.Null(info.GetTotal);
        Assert.Null(info.EarliestMessageAt);
        Assert.Null(info.CommitLogDiskRatio);
        Assert.Null(info.ConsumeQueueDiskRatio);
        Assert.Null(info.VersionName);
    }

    [Theory]
    [InlineData("broker-a:0=17~broker-a:1=4")]
    [InlineData("b=c:0=1")]
    public void A_continuation_survives_as_text(string text) => Assert.Equal(text, BrowseContinuation.Parse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a=-1")]
    [InlineData("a=1~")]
    public void What_is_no_continuation_is_null(string text) => Assert.Null(BrowseContinuation.Parse(text));
}
