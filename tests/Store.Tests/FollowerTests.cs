namespace RocketMQ.Store.Tests;

public sealed class FollowerTests : IDisposable
{
    private readonly StoreFolder _masterFolder = new();
    private readonly StoreFolder _slaveFolder = new();

    public void Dispose()
    {
        _masterFolder.Dispose();
        _slaveFolder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(32768)]
    public async Task A_slave_fed_in_pieces_of_any_size_serves_the_same_messages(int piece)
    {
        await using var master = _masterFolder.Open();
        await using var slave = _slaveFolder.Open();
        slave.IsFollower = true;
        for (var i = 0; i < 10; i++) master.Put(new string((char)('a' + i), piece == 1 ? 50 : 20_000), queue: i % 2, properties: $"KEYS\u0001k{i}");
        Follow(master, slave, piece);
        Assert.Equal(master.MaxPhysicalOffset, slave.DispatchedOffset);
        Assert.Equal(master.Bodies(), slave.Bodies());
        Assert.Equal(master.Bodies(queue: 1), slave.Bodies(queue: 1));
        Assert.Equal(master.ByKey("k4"), slave.ByKey("k4"));
    }

    [Fact]
    public async Task A_slave_takes_no_message_of_its_own_until_it_is_master()
    {
        await using var master = _masterFolder.Open();
        await using var slave = _slaveFolder.Open();
        slave.IsFollower = true;
        master.Put("one");
        master.Put("two");
        Follow(master, slave, 1000);
        Assert.Equal(AppendStatus.NotWritable, slave.Put("mine").Status);
        slave.IsFollower = false;
        Assert.Equal(2, slave.Put("mine").QueueOffset);
        Assert.Equal(["one", "two", "mine"], slave.Bodies());
    }

    [Fact]
    public async Task A_new_slave_may_begin_at_a_later_file_and_survives_a_restart()
    {
        await using var master = _masterFolder.Open();
        for (var i = 0; i < 5; i++) master.Put(new string('x', 20_000));
        await using (var slave = _slaveFolder.Open())
        {
            slave.IsFollower = true;
            Assert.Contains("multiple of 65536", slave.AppendRaw(100, [1]).Problem, StringComparison.Ordinal);
            Follow(master, slave, 5000, 65536);
            Assert.Equal(3, slave.GetMinOffset("T", 0));
            Assert.Contains("ends at", slave.AppendRaw(0, [1]).Problem, StringComparison.Ordinal);
        }

        await using var again = _slaveFolder.Open();
        Assert.Equal(65536, again.MinPhysicalOffset);
        Assert.Equal((3, 5), (again.GetMinOffset("T", 0), again.GetMaxOffset("T", 0)));
        Assert.Equal(2, again.Bodies(from: 3).Length);
    }

    [Fact]
    public async Task Growth_is_announced_with_the_logs_end()
    {
        var growth = new Growth();
        await using var master = _masterFolder.Open(hooks: new StoreHooks { Growth = growth });
        var end = master.Put("a").EndOffset;
        Assert.Equal([end], growth.Ends);
    }

    private static void Follow(MessageStore master, MessageStore slave, int piece, long from = 0)
    {
        for (var at = from; at < master.MaxPhysicalOffset;)
        {
            using var bytes = master.ReadRaw(at, piece)!;
            Assert.True(slave.AppendRaw(at, bytes.Span).IsStored);
            at += bytes.Span.Length;
        }
    }

    private sealed class Growth : ILogGrowthListener
    {
        public List<long> Ends { get; } = [];

        public void OnGrown(long endOffset) => Ends.Add(endOffset);
    }
}
