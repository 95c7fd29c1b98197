using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages;

public sealed class ScanTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Pages_of_a_search_hold_every_message_that_fits_exactly_once(int seed)
    {
        var random = new Random(seed);
        var cluster = new FakeMessageCluster();
        foreach (var (broker, queue) in new[] { ("broker-a", 0), ("broker-a", 1), ("broker-b", 0) })
        {
            var time = Noon;
            for (var (offset, end) = (random.Next(100), random.Next(100, 1500)); offset < end; offset++)
                cluster.Messages.Stored.Add(Message($$"""{"n":{{random.Next(10)}}}""", broker: broker, queue: queue, offset: offset, storedAt: time = time.AddMilliseconds(random.Next(3))));
        }

        var least = random.Next(10);
        var query = new MessageQuery { Topic = "orders", Where = $"json:$.n ge {least}" };
        var found = new List<MessageRow>();
        for (MessageQuery? next = query; next is not null;)
        {
            var outcome = await RunAsync(cluster, MessageQuery.Parse(name => next.ToParameters().GetValueOrDefault(name)));
            found.AddRange(outcome.Rows);
            next = outcome.Older;
        }

        Assert.Equal(
            cluster.Messages.Stored.Where(message => message.Message.Body.Span[5] - '0' >= least).Select(message => message.Message.OffsetMessageId).Order(),
            found.Select(row => row.Located.Message.OffsetMessageId).Order());
    }

    [Fact]
    public async Task One_queue_is_read_from_an_offset_downwards()
    {
        var cluster = new FakeMessageCluster(
            [.. Enumerable.Range(10, 90).Select(i => Message(offset: i, queue: 3)), .. Enumerable.Range(0, 90).Select(i => Message(offset: i, queue: 1))]);

        var first = await RunAsync(cluster, Parse("topic=orders&queue=3&offset=80"));
        var second = await RunAsync(cluster, first.Older!);

        Assert.Equal(Enumerable.Range(31, 50).Reverse(), first.Rows.Select(row => (int)row.Offset));
        Assert.Equal(Enumerable.Range(10, 21).Reverse(), second.Rows.Select(row => (int)row.Offset));
        Assert.All(first.Rows.Concat(second.Rows), row => Assert.Equal("broker-a:3", row.Queue));
        Assert.Equal(SearchEnd.Complete, second.End);
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_named_with_those_that_are()
    {
        var outcome = await RunAsync(new FakeMessageCluster(), Parse("topic=orders&queue=4"));

        Assert.Equal(new QueryProblem(QueryProblemKind.NoSuchQueue, "broker-a:4", "0–3"), outcome.Problem);
    }

    [Fact]
    public async Task Columns_hold_what_their_paths_lead_to_as_far_as_it_may_be_seen()
    {
        var cluster = new FakeMessageCluster(Message("""{"card":"4111","lines":[{"n":1},{"n":2}],"o":{"a":true}}""", topic: "pay"));
        var query = Parse("topic=pay&columns=$.card, lines[*].n,o,gone");

        var all = await RunAsync(cluster, query);
        var masked = await RunAsync(cluster, query, Sights.Of(new MaskingRule("cards", "pay", MaskingKind.Path, "$.card")));

        Assert.Equal(["4111", "1, 2", """{"a":true}""", null], Assert.Single(all.Rows).Cells);
        Assert.Equal(["***", "1, 2"], Assert.Single(masked.Rows).Cells.Take(2));
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 12)];

    private static MessageQuery Parse(string address)
    {
        var values = address.Split('&').Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return MessageQuery.Parse(values.GetValueOrDefault);
    }

    private static Task<SearchOutcome> RunAsync(FakeMessageCluster cluster, MessageQuery query, MessageSight? sight = null) =>
        new MessageSearch(cluster, new FakeTimeProvider(Noon.AddHours(1)), sight ?? Sights.Everything).RunAsync(query, _ => { }, CancellationToken.None);
}
