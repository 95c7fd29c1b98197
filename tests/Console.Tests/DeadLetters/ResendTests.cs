using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin;
using RocketMQ.ManagementConsole.DeadLetters;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Tests.DeadLetters;

public sealed class ResendTests : IDisposable
{
    private readonly TemporaryDatabase _file = new();
    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly CancellationTokenSource _stop = new();
    private readonly LetterCluster _cluster = new(LetterCluster.Letter(1), LetterCluster.Letter(2), LetterCluster.Letter(3));

    private LetterLedger Ledger => new(_file.Database, _clock);

    public void Dispose()
    {
        _stop.Dispose();
        _file.Dispose();
    }

    [Fact]
    public void A_letter_says_where_it_came_from_and_why_it_was_given_up()
    {
        var letter = new DeadLetter(Sights.Everything.See(LetterCluster.Letter(1, more: ("lastException", "NullPointer"))));

        Assert.Equal(("orders", "O1", "created", "order-1"), (letter.OriginTopic, letter.OriginId, letter.Tag, letter.Keys));
        Assert.Equal(new LetterCause("orders", "created", 0, "NullPointer"), letter.Cause);
        Assert.Equal(letter.Key, LetterKey.Parse("%DLQ%billing", letter.Key.ToString()));
    }

    [Fact]
    public void What_5x_notes_of_the_origin_counts_more()
    {
        var letter = new DeadLetter(Sights.Everything.See(LetterCluster.Letter(1, more: [("DLQ_ORIGIN_TOPIC", "payments"), ("DLQ_ORIGIN_MESSAGE_ID", "P1")])));

        Assert.Equal(("payments", "P1"), (letter.OriginTopic, letter.OriginId));
    }

    [Fact]
    public async Task Letters_go_to_the_groups_retry_topic_under_the_name_of_their_own()
    {
        await SendAsync(Order(ResendWay.Group));

        var sent = _cluster.Sent[0];
        Assert.Equal(("%RETRY%billing", "body 1", "created", "order-1"), (sent.Topic, System.Text.Encoding.UTF8.GetString(sent.Body.Span), sent.Tag, Assert.Single(sent.Keys)));
        Assert.Equal(
            [("ORIGIN_MESSAGE_ID", "O1"), ("RETRY_TOPIC", "orders"), ("region", "eu")],
            sent.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task Letters_go_to_the_topic_they_came_from_without_a_trace_of_the_way()
    {
        await SendAsync(Order(ResendWay.Topic));

        Assert.Equal(["orders", "orders", "orders"], _cluster.Sent.Select(sent => sent.Topic));
        Assert.Equal("region", Assert.Single(_cluster.Sent[0].Properties).Key);
    }

    [Fact]
    public async Task A_member_that_fails_again_is_quoted_and_the_letter_can_be_sent_again()
    {
        _cluster.Result = ConsumeResult.Later;
        var failed = await SendAsync(Order(ResendWay.Member, client: "c1"));
        Assert.All(failed.Progress.Results, result => Assert.Equal((LetterOutcome.Failed, "c1: Later no stock"), (result.Outcome, result.Detail)));

        _cluster.Result = ConsumeResult.Success;
        var done = await SendAsync(Order(ResendWay.Member, client: "c1"));

        Assert.Equal(3, done.Progress.Count(LetterOutcome.Sent));
        Assert.Equal([("c1", 1), ("c1", 2), ("c1", 3), ("c1", 1), ("c1", 2), ("c1", 3)], _cluster.Consumed);
    }

    [Fact]
    public async Task Nothing_is_sent_twice_unless_it_is_forced()
    {
        await SendAsync(Order(ResendWay.Group));

        var again = await SendAsync(Order(ResendWay.Group));
        Assert.Equal((3, 3), (again.Progress.Count(LetterOutcome.Skipped), _cluster.Sent.Count));

        await SendAsync(Order(ResendWay.Group, force: true));
        Assert.Equal(6, _cluster.Sent.Count);
        var entry = Ledger.Of("dev", "billing")[_cluster.Keys[0].ToString()];
        Assert.Equal(("ann", 2, "new-4"), (entry.Person, entry.Attempts, entry.SentAs));
    }

    [Fact]
    public void Of_two_people_only_one_gets_a_letter()
    {
        var letter = _cluster.Keys[0];

        Assert.True(Ledger.TryClaim("dev", "billing", letter, "ann", false));
        Assert.False(Ledger.TryClaim("dev", "billing", letter, "bob", false));
        Assert.True(Ledger.TryClaim("dev", "shipping", letter, "bob", false));
        // What was begun and has no end may have been sent.
        Assert.Null(Ledger.Of("dev", "billing")[letter.ToString()].SentAs);
    }

    [Fact]
    public async Task A_refusal_frees_the_letter_and_a_silence_keeps_it_claimed()
    {
        _cluster.Sending = message => throw (message.Keys[0] switch
        {
            "order-1" => new AdminException(ResponseCode.NoPermission, Samples.AddressA, "SEND_MESSAGE_V2", "no rights"),
            "order-2" => new RemotingTimeoutException(Samples.AddressA, "SEND_MESSAGE_V2", TimeSpan.FromSeconds(3)),
            _ => new ArgumentException("too large"),
        });

        var failed = await SendAsync(Order(ResendWay.Group));

        Assert.Equal(3, failed.Progress.Count(LetterOutcome.Failed));
        Assert.Equal("16 NO_PERMISSION: no rights", failed.Progress.Results[0].Detail);
        Assert.Equal(_cluster.Keys[1].ToString(), Assert.Single(Ledger.Of("dev", "billing")).Key);
    }

    [Fact]
    public async Task A_letter_that_is_gone_or_another_one_now_is_not_sent()
    {
        var order = Order(ResendWay.Group);
        _cluster.Letters[0] = Messages.Fakes.StoredMessages.Message("other", "%DLQ%billing", 0, 1, storedAt: Samples.Noon.AddDays(1), properties: ("RETRY_TOPIC", "orders"));
        _cluster.Letters.RemoveAt(1);

        var result = await SendAsync(order);

        Assert.Equal([LetterOutcome.Failed, LetterOutcome.Failed, LetterOutcome.Sent], result.Progress.Results.Select(letter => letter.Outcome));
        Assert.Contains("not stored any more", result.Progress.Results[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_are_sent_in_a_second_than_is_allowed()
    {
        var change = Change(Order(ResendWay.Group, perSecond: 2));
        var sending = change.ApplyAsync(_cluster.Connection, default);
        Assert.Single(_cluster.Sent);

        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Single(_cluster.Sent);

        await DriveAsync(sending);
        Assert.Equal(3, _cluster.Sent.Count);
    }

    [Fact]
    public async Task Stopping_leaves_the_rest_for_later()
    {
        var change = Change(Order(ResendWay.Group, perSecond: 1));
        var sending = change.ApplyAsync(_cluster.Connection, default);

        await _stop.CancelAsync();
        var outcomes = await sending;

        Assert.Equal((true, true, 1), (change.Progress.IsStopped, change.Progress.IsFinished, _cluster.Sent.Count));
        Assert.Contains(outcomes, outcome => outcome.Failure == "stopped after 1 of 3");
        Assert.Single(Ledger.Of("dev", "billing"));
    }

    private ResendOrder Order(ResendWay way, string? client = null, bool force = false, int perSecond = 1000) => new("billing", _cluster.Keys, way, client, perSecond, force);

    private ResendChange Change(ResendOrder order) => new(order, "ann", Ledger, _clock, _stop.Token);

    private async Task<ResendChange> SendAsync(ResendOrder order)
    {
        var change = Change(order);
        await DriveAsync(change.ApplyAsync(_cluster.Connection, default));
        return change;
    }

    private async Task DriveAsync(Task work)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!work.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        await work;
    }
}
