using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics.Sending;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Topics.Sending;

/// <summary>Series of messages: paced by a clock that the test moves.</summary>
public sealed class SeriesTests
{
    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly Answering<IMessageOperations> _messages = Answering<IMessageOperations>.Create();
    private readonly List<string> _sent = [];
    private readonly FakeCluster _cluster;

    public SeriesTests()
    {
        _messages.On("SendAsync", args => Sent((OutgoingMessage)args[0]!));
        _cluster = new FakeCluster(new FakeAdminClient { MessageFake = _messages.Object }, Samples.Snapshot());
    }

    [Fact]
    public async Task Messages_leave_at_the_rate_that_was_wished_for()
    {
        var series = Series(3, 2, CancellationToken.None);
        var run = series.ApplyAsync(_cluster, default);
        Assert.Equal(["1"], _sent);

        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Equal(["1"], _sent);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await RocketMQ.Testing.Eventually.HoldsAsync("the second", () => Task.FromResult(_sent.Count == 2));
        _clock.Advance(TimeSpan.FromMilliseconds(500));

        Assert.True(Assert.Single(await run).Succeeded);
        Assert.Equal(["1", "2", "3"], _sent);
        Assert.Equal((3, 0, true, false), (series.Progress.Sent, series.Progress.Failed, series.Progress.IsFinished, series.Progress.IsStopped));
    }

    [Fact]
    public async Task A_stopped_series_sends_no_more_and_says_how_many_it_did()
    {
        using var stop = new CancellationTokenSource();
        var series = Series(100, 1, stop.Token);
        var run = series.ApplyAsync(_cluster, default);

        await stop.CancelAsync();

        Assert.Equal("1 of 100 sent", Assert.Single(await run).Remark);
        Assert.Equal((1, true), (series.Progress.Sent, series.Progress.IsStopped));
    }

    [Fact]
    public async Task What_a_broker_refuses_is_counted_and_the_others_are_sent()
    {
        _messages.On("SendAsync", args => _sent.Count == 1
            ? Failing(args)
            : Sent((OutgoingMessage)args[0]!));
        var series = Series(3, 1000, CancellationToken.None);
        var run = series.ApplyAsync(_cluster, default);
        await RocketMQ.Testing.Eventually.HoldsAsync("all are tried", () =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            return Task.FromResult(run.IsCompleted);
        });

        Assert.Contains("2 of 3 sent, 1 failed: 16 NO_PERMISSION: not allowed", Assert.Single(await run).Failure, StringComparison.Ordinal);
        Assert.Equal((2, 1), (series.Progress.Sent, series.Progress.Failed));
    }

    [Fact]
    public void The_audit_has_how_many_and_nothing_of_what_is_in_them()
    {
        var field = Assert.Single(Assert.Single(Series(7, 1, CancellationToken.None).Plan(Samples.Snapshot()).Brokers).Fields);

        Assert.Equal(("Send.Way.Series", "7"), (field.Name, field.After));
    }

    private SeriesSend Series(int count, int perSecond, CancellationToken stop) =>
        new("orders", count, perSecond, number => new OutgoingMessage("orders", System.Text.Encoding.UTF8.GetBytes($"{number}")), _clock, stop);

    private Task<SentMessage> Sent(OutgoingMessage message)
    {
        _sent.Add(System.Text.Encoding.UTF8.GetString(message.Body.Span));
        return Task.FromResult(new SentMessage(ResponseCode.Success, "u", "o", new MessageQueue("orders", "broker-a", 0), _sent.Count));
    }

    private Task<SentMessage> Failing(object?[] args)
    {
        _sent.Add("refused");
        return Task.FromException<SentMessage>(new AdminException(ResponseCode.NoPermission, Samples.AddressA, "SEND_MESSAGE_V2", ((OutgoingMessage)args[0]!).Topic == "orders" ? "not allowed" : ""));
    }
}
