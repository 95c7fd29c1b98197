using RocketMQ.ManagementConsole.Live;

namespace RocketMQ.ManagementConsole.Tests.Live;

public sealed class LiveFeedTests
{
    private readonly Queue<TaskCompletionSource> _underWay = [];
    private readonly List<string> _sent = [];
    private readonly LiveFeed _feed;

    public LiveFeedTests() => _feed = new LiveFeed((target, message) =>
    {
        _sent.Add($"{target} {message}");
        _underWay.Enqueue(new TaskCompletionSource());
        return _underWay.Peek().Task;
    });

    [Fact]
    public void While_the_connection_takes_its_time_only_the_newest_about_each_thing_is_kept()
    {
        for (var i = 0; i < 1000; i++)
        {
            _feed.Offer("rates", "one", i);
            _feed.Offer("rates", "other", -i);
            _feed.Offer("figures", "one", $"f{i}");
        }

        Assert.Equal(["rates 0"], _sent);
        for (var i = 0; i < 3; i++)
            _underWay.Dequeue().SetResult();

        Assert.Equal(["figures f999", "rates -999", "rates 0", "rates 999"], _sent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_connection_that_keeps_up_gets_everything_in_order()
    {
        for (var i = 0; i < 5; i++)
        {
            _feed.Offer("rates", "one", i);
            _underWay.Dequeue().SetResult();
        }

        Assert.Equal(["rates 0", "rates 1", "rates 2", "rates 3", "rates 4"], _sent);
    }

    [Fact]
    public void A_failure_ends_what_waits_and_not_what_comes_later()
    {
        _feed.Offer("rates", "one", 1);
        _feed.Offer("rates", "one", 2);
        _underWay.Dequeue().SetException(new InvalidOperationException("closed"));

        _feed.Offer("rates", "one", 3);

        Assert.Equal(["rates 1", "rates 3"], _sent);
    }
}
