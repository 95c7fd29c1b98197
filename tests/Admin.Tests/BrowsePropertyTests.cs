using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin.Messages;
using RocketMQ.Model;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Admin.Tests;

/// <summary>Paging through topics of random shapes, by pages, budgets, ranges and filters of random sizes, while messages come in.</summary>
public sealed class BrowsePropertyTests
{
    private const string Route =
        """{"brokerDatas":[{"brokerAddrs":{0:"a:10911"},"brokerName":"a","cluster":"c"},{"brokerAddrs":{0:"b:10911"},"brokerName":"b","cluster":"c"}],"filterServerTable":{},"queueDatas":[{"brokerName":"a","perm":6,"readQueueNums":3,"topicSysFlag":0,"writeQueueNums":3},{"brokerName":"b","perm":6,"readQueueNums":2,"topicSysFlag":0,"writeQueueNums":2}]}""";

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Pages_give_every_message_exactly_once_and_newest_first(int seed)
    {
        var random = new Random(seed);
        var network = new MemoryNetwork();
        var brokers = new[] { new Queues("a", 3, random), new Queues("b", 2, random) };
        new FakeServer().On(RequestCode.GetRouteInfoByTopic, Route).Listen(network, "ns1:9876");
        foreach (var broker in brokers)
            broker.Listen(network);
        await using var admin = new AdminClient(new AdminClientOptions { NameServers = ["ns1:9876"] }, NullLoggerFactory.Instance, TimeProvider.System, network);
        var every = random.Next(1, 4);
        var request = new BrowseRequest("t")
        {
            PageSize = random.Next(1, 15),
            MaxScanned = random.Next(1, 60),
            From = random.Next(3) == 0 ? At(random.Next(120)) : null,
            To = random.Next(3) == 0 ? At(random.Next(40, 160)) : null,
            Filter = message => message.QueueOffset % every == 0,
        };
        var expected = brokers.SelectMany(broker => broker.All)
            .Where(one => one.Offset % every == 0 && (request.From is not { } from || At(one.Time) >= from) && (request.To is not { } to || At(one.Time) <= to))
            .Select(one => one.Place).Order(StringComparer.Ordinal).ToList();

        var found = new List<LocatedMessage>();
        BrowsePage page;
        do
        {
            page = await FirstAsync(admin.Messages.BrowseAsync(request));
            found.AddRange(page.Messages);
            request = request with { Continuation = BrowseContinuation.Parse(page.Continuation?.ToString()) };
            brokers[random.Next(2)].Add(random, 200 + random.Next(50));
        }
        while (page.Continuation is not null);

        Assert.Equal(expected, found.Select(Place).Order(StringComparer.Ordinal));
        Assert.Equal(found.Select(located => located.StoredAt).OrderDescending(), found.Select(located => located.StoredAt));
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 60)];

    private static DateTimeOffset At(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time);

    private static string Place(LocatedMessage located) =>
        FormattableString.Invariant($"{located.BrokerName}:{located.Message.QueueId}:{located.Message.QueueOffset}");

    private static async Task<BrowsePage> FirstAsync(IAsyncEnumerable<BrowsePage> pages)
    {
        await foreach (var page in pages)
            return page;
        throw new InvalidOperationException("no page");
    }

    /// <summary>A broker whose queues begin anywhere and whose messages often share a millisecond; it answers short pulls, and times with the nearest message.</summary>
    private sealed class Queues
    {
        private readonly string _broker;
        private readonly List<(long Offset, long Time, byte[] Record)>[] _queues;
        private readonly long[] _first;

        public Queues(string broker, int count, Random random)
        {
            _broker = broker;
            _first = [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(0, 50))];
            _queues = [.. Enumerable.Range(0, count).Select(_ => new List<(long, long, byte[])>())];
            for (var queue = 0; queue < count; queue++)
            {
                var time = 0L;
                for (var left = random.Next(0, 70); left > 0; left--)
                    Append(queue, time += random.Next(0, 4));
            }
        }

        public IEnumerable<(string Place, long Offset, long Time)> All => _queues.SelectMany((queue, number) =>
            queue.Select(one => (FormattableString.Invariant($"{_broker}:{number}:{one.Offset}"), one.Offset, one.Time)));

        public void Add(Random random, long time) => Append(random.Next(_queues.Length), time);

        public void Listen(MemoryNetwork network) => new FakeServer()
            .On(RequestCode.GetMinOffset, request => Reply.With(new GetMinOffsetResponseHeader { Offset = _first[QueueOf(request)] }))
            .On(RequestCode.GetMaxOffset, request => Reply.With(new GetMaxOffsetResponseHeader { Offset = End(QueueOf(request)) }))
            .On(RequestCode.SearchOffsetByTimestamp, request => Reply.With(new SearchOffsetResponseHeader { Offset = Nearest(QueueOf(request), Number(request, "timestamp")) }))
            .On(RequestCode.PullMessage, request => Pull(QueueOf(request), Number(request, "queueOffset"), (int)Number(request, "maxMsgNums")))
            .Listen(network, _broker + ":10911");

        private static long Number(RemotingCommand request, string field) => long.Parse(request.ExtFields![field], CultureInfo.InvariantCulture);

        private static int QueueOf(RemotingCommand request) => (int)Number(request, "queueId");

        private long End(int queue) => _first[queue] + _queues[queue].Count;

        // A binary search: any message of that very millisecond, or else the last before or the first after it.
        private long Nearest(int queue, long time)
        {
            var same = _queues[queue].Where(one => one.Time == time).ToList();
            if (same.Count > 0)
                return same[(int)(time % same.Count)].Offset;
            var around = _queues[queue].Where(one => one.Time < time).TakeLast(1).Concat(_queues[queue].Where(one => one.Time > time).Take(1)).ToList();
            return around.Count == 0 ? 0 : around.MinBy(one => Math.Abs(one.Time - time)).Offset;
        }

        private Reply Pull(int queue, long offset, int most)
        {
            var header = new PullMessageResponseHeader { MinOffset = _first[queue], MaxOffset = End(queue), NextBeginOffset = Math.Max(offset, _first[queue]) };
            var found = _queues[queue].Where(one => one.Offset >= offset).Take(Math.Min(most, 1 + (int)(offset % 7))).ToList();
            if (offset < _first[queue] || found.Count == 0)
                return Reply.Refused(offset < _first[queue] ? ResponseCode.PullOffsetMoved : ResponseCode.PullNotFound, null, header);
            header.NextBeginOffset = found[^1].Offset + 1;
            return Reply.With(header, found.SelectMany(one => one.Record).ToArray());
        }

        private void Append(int queue, long time)
        {
            var offset = End(queue);
            var host = HostAddress.From(new IPEndPoint(IPAddress.Loopback, 10911));
            var content = new RecordContent
            {
                Topic = "t"u8, Body = Encoding.UTF8.GetBytes("x"), QueueId = queue, QueueOffset = offset, PhysicalOffset = offset * 100, StoreTimestamp = time, BornHost = host, StoreHost = host,
            };
            var record = new byte[MessageRecordCodec.Measure(content)];
            MessageRecordCodec.Write(record, content);
            _queues[queue].Add((offset, time, record));
        }
    }
}
