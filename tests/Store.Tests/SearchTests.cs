using Microsoft.Extensions.Time.Testing;
using RocketMQ.Model;

namespace RocketMQ.Store.Tests;

public sealed class SearchTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Start);

    public void Dispose() => _folder.Dispose();

    private static long Millis(int seconds) => Start.ToUnixTimeMilliseconds() + (seconds * 1000L);

    [Fact]
    public async Task Keys_of_one_hash_do_not_answer_for_each_other()
    {
        await using var store = _folder.Open();
        Assert.Equal(JavaHash.Of("Aa"), JavaHash.Of("BB"));
        for (var i = 0; i < 3; i++)
        {
            store.Put($"a{i}", properties: "KEYS\u0001Aa");
            store.Put($"b{i}", properties: "KEYS\u0001BB");
        }

        Assert.Equal(["a0", "a1", "a2"], store.ByKey("Aa"));
        Assert.Equal(["b0", "b1", "b2"], store.ByKey("BB"));
        // The newest are found first, the answer is in log order.
        Assert.Equal(["a1", "a2"], store.ByKey("Aa", max: 2));
    }

    [Fact]
    public async Task Topic_and_key_must_both_be_the_records_own()
    {
        await using var store = _folder.Open();
        store.Put("x", topic: "AaT", properties: "KEYS\u0001k");
        store.Put("y", topic: "BBT", properties: "KEYS\u0001k");
        Assert.Equal(["x"], store.ByKey("k", "AaT"));
        Assert.Equal(["y"], store.ByKey("k", "BBT"));
        Assert.Empty(store.ByKey("k", "CCT"));
        Assert.Empty(store.ByKey(""));
    }

    [Fact]
    public async Task Each_of_several_keys_and_the_unique_key_find_the_message_once()
    {
        await using var store = _folder.Open();
        store.Put("m", properties: "KEYS\u0001a b  a\u0002UNIQ_KEY\u0001u");
        Assert.All(["a", "b", "u"], key => Assert.Equal(["m"], store.ByKey(key)));
        Assert.Empty(store.ByKey("a b"));
    }

    [Fact]
    public async Task Queries_reach_over_several_index_files_also_after_a_crash()
    {
        await using var store = _folder.Open();
        for (var i = 0; i < 1500; i++) store.Put($"m{i}", properties: $"KEYS\u0001k{i % 500}");
        Assert.Equal(4, Directory.GetFiles(Path.Combine(_folder.Path, "index")).Length);
        Assert.Equal(["m7", "m507", "m1007"], store.ByKey("k7"));
        using var crashed = _folder.Crash();
        await using var recovered = crashed.Open();
        for (var i = 0; i < 500; i += 13) Assert.Equal([$"m{i}", $"m{i + 500}", $"m{i + 1000}"], recovered.ByKey($"k{i}"));
    }

    [Fact]
    public async Task A_time_range_limits_a_query_to_the_second()
    {
        await using var store = _folder.Open(clock: _clock);
        for (var i = 0; i < 10; i++)
        {
            store.Put($"m{i}", properties: "KEYS\u0001k");
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        using var found = store.QueryByKey("T", "k", 64, Millis(30), Millis(50));
        Assert.Equal(["m3", "m4", "m5"], Enumerable.Range(0, found.Count).Select(i => StoreTestExtensions.BodyOf(found[i])));
        Assert.Equal(Millis(90), found.IndexLastUpdateTimestamp);
    }

    [Fact]
    public async Task Without_an_index_a_query_finds_nothing_and_makes_no_file()
    {
        await using var store = _folder.Open(_folder.Options with { MessageIndexEnable = false });
        store.Put("m", properties: "KEYS\u0001k");
        Assert.Empty(store.ByKey("k"));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "index")));
    }

    [Theory]
    [InlineData(-100, 0)] // before all
    [InlineData(0, 0)]
    [InlineData(4, 0)] // nearer to the first
    [InlineData(5, 0)] // as near to both: the earlier
    [InlineData(6, 1)]
    [InlineData(20, 2)]
    [InlineData(89, 9)]
    [InlineData(90, 9)]
    [InlineData(5000, 9)] // to come: the last message, not the end
    public async Task A_time_leads_to_the_nearest_message(int seconds, long offset)
    {
        await using var store = _folder.Open(clock: _clock);
        for (var i = 0; i < 10; i++)
        {
            store.Put($"m{i}");
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(offset, store.GetOffsetByTime("T", 0, Millis(seconds)));
        Assert.Equal(0, store.GetOffsetByTime("T", 5, Millis(seconds)));
        Assert.Equal(Millis(0), store.GetEarliestMessageTime("T", 0));
        Assert.Equal(-1, store.GetEarliestMessageTime("T", 5));
        Assert.Equal(Millis(30), store.GetMessageStoreTimestamp("T", 0, 3));
        Assert.Equal(-1, store.GetMessageStoreTimestamp("T", 0, 10));
        Assert.Equal(-1, store.GetEarliestMessageTime());
    }
}
