using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

public sealed class PutLatenciesTests
{
    private const string First =
        "[<=0ms]:3 [0~10ms]:11 [10~50ms]:8 [50~100ms]:0 [100~200ms]:3 [200~500ms]:0 [500ms~1s]:0 [1~2s]:0 [2~3s]:0 [3~4s]:0 [4~5s]:0 [5~10s]:0 [10s~]:0 ";

    private readonly PutLatencies _latencies = new();

    [Theory]
    [InlineData("[<=0ms]:3", "[<=0ms]:103", 0, 0)]
    [InlineData("[0~10ms]:11", "[0~10ms]:61", 10, 10)]
    [InlineData("[500ms~1s]:0", "[500ms~1s]:5", 1000, 1000)]
    [InlineData("[5~10s]:0", "[5~10s]:5", 10000, 10000)]
    [InlineData("[10s~]:0", "[10s~]:5", 10000, 10000)]
    [InlineData("[<=0ms]:3 [0~10ms]:11", "[<=0ms]:103 [0~10ms]:13", 0, 10)]
    public void Percentiles_are_the_upper_ends_of_the_classes_between_two_looks(string before, string after, double half, double most)
    {
        Assert.Null(_latencies.Next(First));

        Assert.Equal(new PutLatency(half, most), _latencies.Next(First.Replace(before, after, StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_stored_in_between_is_not_known_rather_than_zero()
    {
        _latencies.Next(First);

        Assert.Null(_latencies.Next(First));
    }

    [Fact]
    public void Counts_that_began_anew_are_all_since_then()
    {
        _latencies.Next(First);

        Assert.Equal(new PutLatency(50, 50), _latencies.Next(
            "[<=0ms]:0 [0~10ms]:0 [10~50ms]:2 [50~100ms]:0 [100~200ms]:0 [200~500ms]:0 [500ms~1s]:0 [1~2s]:0 [2~3s]:0 [3~4s]:0 [4~5s]:0 [5~10s]:0 [10s~]:0 "));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("[<=0ms]:many")]
    public void Words_that_are_no_classes_say_nothing(string? text)
    {
        _latencies.Next(First);

        Assert.Null(_latencies.Next(text));
    }
}
