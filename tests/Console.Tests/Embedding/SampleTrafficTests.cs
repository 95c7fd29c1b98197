using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Traffic;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

public sealed class SampleTrafficTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("traffic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_sends_consumes_commits_and_leaves()
    {
        await using var running = new RunningCluster(_folder);
        await running.StartAsync();
        await using var admin = running.NewAdmin();
        await using var traffic = new SampleTraffic(admin, TimeProvider.System, NullLoggerFactory.Instance);

        await traffic.StartAsync(rate: 200);
        await WhenAsync(traffic, status => status is { Sent: > 100, Received: > 50 });
        Assert.Equal((true, 200, null), (traffic.Status.IsRunning, traffic.Status.Rate, traffic.Status.Error));
        var members = (await admin.Groups.GetConsumersAsync(ISampleTraffic.Group, BrokerTarget.AllMasters)).OrThrow().Values.Values;
        Assert.Single(Assert.Single(members)!.ConnectionSet);
        await traffic.StopAsync();

        var end = traffic.Status;
        Assert.Equal((false, 0L, null), (end.IsRunning, end.Failed, end.Error));
        var stored = (await admin.Topics.GetStatisticsAsync(ISampleTraffic.Topic)).OrThrow().Values.Values
            .SelectMany(table => table.OffsetTable.Values).Sum(range => range.MaxOffset - range.MinOffset);
        Assert.InRange(stored, end.Sent, end.Sent + 64);
        var committed = (await admin.Groups.GetProgressAsync(ISampleTraffic.Group, BrokerTarget.AllMasters, ISampleTraffic.Topic)).OrThrow().Values.Values
            .SelectMany(stats => stats.OffsetTable.Values).Sum(offsets => offsets.ConsumerOffset);
        Assert.Equal(end.Received, committed);
        Assert.Null(Assert.Single((await admin.Groups.GetConsumersAsync(ISampleTraffic.Group, BrokerTarget.AllMasters)).OrThrow().Values.Values));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_rate_out_of_bounds_is_refused(int rate)
    {
        await using var admin = new Admin.AdminClient(
            new Admin.AdminClientOptions { NameServers = ["127.0.0.1:1"] }, NullLoggerFactory.Instance, TimeProvider.System);
        await using var traffic = new SampleTraffic(admin, TimeProvider.System, NullLoggerFactory.Instance);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => traffic.StartAsync(rate));
    }

    private static async Task WhenAsync(SampleTraffic traffic, Func<SampleTrafficStatus, bool> wanted)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        traffic.Changed += Look;
        try
        {
            await reached.Task.WaitAsync(RunningCluster.Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"the traffic never became as wanted: {traffic.Status}");
        }
        finally
        {
            traffic.Changed -= Look;
        }

        void Look()
        {
            if (wanted(traffic.Status))
                reached.TrySetResult();
        }
    }
}
