using RocketMQ.Testing;

namespace RocketMQ.Store.Tests;

/// <summary>Records that were in the log and are not there any more: the store opens with what is left, and says what is not.</summary>
public sealed class LossTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly LogLines _log = new();

    public void Dispose() => _folder.Dispose();

    private MessageStore Open(StoreFolder folder) => MessageStore.Open(folder.Options, null, new Files.LocalFiles(), null, _log);

    [Theory]
    [InlineData("zero", true, true)]
    [InlineData("zero", false, true)]
    [InlineData("zero", true, false)]
    [InlineData("zero", false, false)]
    [InlineData("empty", true, true)]
    [InlineData("empty", false, true)]
    [InlineData("front", true, true)]
    [InlineData("front", false, true)]
    [InlineData("middle", true, true)]
    [InlineData("middle", false, true)]
    [InlineData("gone", true, true)]
    [InlineData("gone", false, true)]
    [InlineData("all gone", true, true)]
    [InlineData("all gone", false, true)]
    public async Task What_the_last_log_file_has_lost_is_counted(string damage, bool clean, bool hasSafePoint)
    {
        var positions = await FillAsync();
        using var crash = clean ? null : Crash();
        var folder = crash ?? _folder;
        if (!hasSafePoint) File.Delete(Path.Combine(folder.Path, "safepoint"));
        var left = Damage(folder, damage, positions);

        await using (var store = Open(folder))
        {
            var line = Assert.Single(_log.Containing("Messages are lost"));
            Assert.StartsWith("Warning: ", line, StringComparison.Ordinal);
            Assert.Contains($"the log ends at position {(left == 0 ? 0 : store.MaxPhysicalOffset)}", line, StringComparison.Ordinal);
            Assert.Contains($"and {positions.Count - left} messages that queues knew of", line, StringComparison.Ordinal);
            Assert.Equal(Enumerable.Range(0, left).Select(Body), store.Bodies());
            Assert.Equal(left, store.Put("next").QueueOffset);
            Assert.Equal("next", store.Bodies()[^1]);
        }

        await using var again = Open(folder);
        Assert.Equal(left + 1, again.Bodies().Length);
        Assert.Single(_log.Containing("Messages are lost"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_or_a_crash_that_loses_nothing_says_nothing(bool clean)
    {
        var positions = await FillAsync();
        using var crash = clean ? null : Crash();
        await using var store = Open(crash ?? _folder);
        Assert.Equal(positions.Count, store.Bodies().Length);
        Assert.Empty(_log.Containing("lost"));
    }

    /// <summary>Two log files and some, and a safe point behind all of it.</summary>
    private async Task<List<long>> FillAsync()
    {
        var positions = new List<long>();
        await using var store = _folder.Open();
        for (var i = 0; store.MaxPhysicalOffset < 140_000; i++) positions.Add(store.Put(Body(i)).PhysicalOffset);
        return positions;
    }

    /// <summary>The folder as a process leaves it that is killed right after it has noted the safe point.</summary>
    private StoreFolder Crash()
    {
        var crash = _folder.Crash();
        File.WriteAllBytes(Path.Combine(crash.Path, "abort"), []);
        return crash;
    }

    /// <summary>Damages the last log file that has records, and tells how many messages are left.</summary>
    private static int Damage(StoreFolder folder, string damage, List<long> positions)
    {
        const int fileSize = 64 * 1024;
        var path = Path.Combine(folder.LogPath, $"{2 * fileSize:D20}");
        // The file after it was made ahead of need.
        File.Delete(Path.Combine(folder.LogPath, $"{3 * fileSize:D20}"));
        var inLast = positions.FindIndex(position => position >= 2 * fileSize);
        switch (damage)
        {
            case "zero":
                File.WriteAllBytes(path, new byte[fileSize]);
                return inLast;
            case "empty":
                File.WriteAllBytes(path, []);
                return inLast;
            case "gone":
                File.Delete(path);
                return inLast;
            case "all gone":
                Directory.Delete(folder.LogPath, recursive: true);
                return 0;
            default:
                var bytes = File.ReadAllBytes(path);
                var first = damage == "front" ? inLast : inLast + 3;
                var from = (int)(positions[first] - (2 * fileSize));
                bytes.AsSpan(from, damage == "front" ? 5000 : bytes.Length - from).Clear();
                File.WriteAllBytes(path, bytes);
                return first;
        }
    }

    private static string Body(int number) => $"{number} {new string('x', 400)}";
}
