using System.Globalization;

namespace RocketMQ.Store.Tests.PowerLoss;

/// <summary>
/// Random work, power lost at a random operation of the disk, any part of what was not flushed lost with it, again and again on the same
/// disk. STORE_CRASH_ROUNDS says how many seeds, STORE_CRASH_SEED the first; a failure names its seed.
/// </summary>
public sealed class PowerLossTests
{
    private const int CrashesPerRound = 4;

    private static readonly int Rounds = Number("STORE_CRASH_ROUNDS", 60);

    private static readonly int FirstSeed = Number("STORE_CRASH_SEED", 1);

    [Fact]
    public Task Whatever_was_not_flushed_may_be_lost_and_nothing_that_was_acknowledged_is() => ForEachSeedAsync(async random =>
    {
        var model = new CrashModel();
        var workload = new CrashWorkload(random, model);
        var disk = new SimulatedDisk();
        for (var crash = 0; crash < CrashesPerRound; crash++)
        {
            (disk, model) = await LosePowerAsync(disk, model, random, async running =>
            {
                await using var store = workload.Open(running);
                CrashCheck.Holds(store, model);
                model.CutAt(store.MaxPhysicalOffset);
                await workload.RunAsync(store, running, random.Next(120));
            });
            workload.GoOnWith(model);
        }

        await using var last = workload.Open(disk);
        CrashCheck.Holds(last, model);
    });

    [Fact]
    public Task What_is_acknowledged_after_a_flush_that_failed_is_on_disk_with_all_before_it() => ForEachSeedAsync(async random =>
    {
        var model = new CrashModel();
        var workload = new CrashWorkload(random, model);
        var disk = new SimulatedDisk();
        for (var crash = 0; crash < CrashesPerRound; crash++)
        {
            await using (var store = workload.Open(disk))
            {
                CrashCheck.Holds(store, model);
                model.CutAt(store.MaxPhysicalOffset);
                await workload.RunAsync(store, disk, random.Next(30));
                await workload.FailToFlushAsync(store, disk);
                await workload.AcknowledgeAsync(store);
                await workload.RunAsync(store, disk, random.Next(10));
                (disk, model) = (disk.AfterPowerLoss(random), model.Moment());
            }

            workload.GoOnWith(model);
        }

        await using var last = workload.Open(disk);
        CrashCheck.Holds(last, model);
    });

    [Fact]
    public Task A_second_recovery_changes_nothing() => ForEachSeedAsync(async random =>
    {
        var model = new CrashModel();
        var workload = new CrashWorkload(random, model) { DeletesTopics = false };
        var (disk, after) = await LosePowerAsync(new SimulatedDisk(), model, random, async running =>
        {
            await using var store = workload.Open(running);
            await workload.RunAsync(store, running, 100);
        });

        string recovered;
        SimulatedDisk killed;
        await using (var store = workload.Open(disk))
        {
            CrashCheck.Holds(store, after);
            recovered = CrashCheck.Describe(store);
            killed = disk.AfterKill();
        }

        await using (var again = workload.Open(killed)) Assert.Equal(recovered, CrashCheck.Describe(again));
        AssertSameFiles(disk, killed);
        var before = disk.Moment();
        await using (var clean = workload.Open(disk)) Assert.Equal(recovered, CrashCheck.Describe(clean));
        AssertSameFiles(before, disk);
    });

    [Fact]
    public Task A_process_that_is_killed_loses_nothing_at_all() => ForEachSeedAsync(async random =>
    {
        var model = new CrashModel();
        var workload = new CrashWorkload(random, model);
        var disk = new SimulatedDisk();
        for (var kill = 0; kill < CrashesPerRound; kill++)
        {
            await using var store = workload.Open(disk);
            await workload.RunAsync(store, disk, random.Next(120));
            model.Acknowledged = store.MaxPhysicalOffset;
            disk = disk.AfterKill();
        }

        await using var last = workload.Open(disk);
        CrashCheck.Holds(last, model);
    });

    [Fact]
    public Task The_log_may_end_at_any_byte_of_the_last_three_records() => ForEachSeedAsync(random => CutEverywhereAsync(random), Math.Max(1, Rounds / 30));

    private static async Task CutEverywhereAsync(Random random)
    {
        var model = new CrashModel();
        var workload = new CrashWorkload(random, model);
        var disk = new SimulatedDisk();
        await using var store = workload.Open(disk);
        await workload.RunAsync(store, disk, 60);
        for (var i = 0; i < 3; i++) store.Put("body", "orders", 0, $"KEYS\u0001last{i}");
        foreach (var position in Positions(store, model.Records.Count == 0 ? 0 : model.Records.Keys.Last()).ToList()) model.Add(store, position);
        var lastThree = model.Records.Values.TakeLast(3).ToList();
        for (var cut = lastThree[0].Position; cut <= lastThree[2].End; cut++)
        {
            var torn = disk.AfterKill();
            CutLog(torn, workload.Options.MappedFileSizeCommitLog, cut, lastThree[2].End);
            await using var recovered = workload.Open(torn);
            var moment = model.Moment();
            moment.Acknowledged = cut;
            CrashCheck.Holds(recovered, moment);
            Assert.Equal(lastThree.Where(record => record.End <= cut).Select(record => record.End).DefaultIfEmpty(lastThree[0].Position).Max(), LastEnd(recovered, moment));
        }
    }

    /// <summary>Runs something on a disk and returns the disk, and what was known, as of a random operation in it.</summary>
    private static async Task<(SimulatedDisk Disk, CrashModel Model)> LosePowerAsync(
        SimulatedDisk disk, CrashModel model, Random random, Func<SimulatedDisk, Task> run)
    {
        var left = random.Next(random.Next(4) == 0 ? 12 : 150);
        (SimulatedDisk Disk, long Acknowledged, long MayBeginAt)? lost = null;
        // What is random from here on must not depend on which thread comes first.
        var loss = new Random(random.Next());
        disk.BeforeChange = () =>
        {
            if (Interlocked.Decrement(ref left) != -1) return;
            var (acknowledged, mayBeginAt) = (model.Acknowledged, model.MayBeginAt);
            lost = (disk.AfterPowerLoss(loss), acknowledged, mayBeginAt);
        };
        await run(disk);
        disk.BeforeChange = null;
        var after = model.Moment();
        if (lost is not { } moment) return (disk.AfterPowerLoss(loss), after);
        (after.Acknowledged, after.MayBeginAt) = (moment.Acknowledged, Math.Max(moment.MayBeginAt, 0));
        return (moment.Disk, after);
    }

    private static async Task ForEachSeedAsync(Func<Random, Task> round, int? rounds = null)
    {
        for (var seed = FirstSeed; seed < FirstSeed + (rounds ?? Rounds); seed++)
        {
            try
            {
                await round(new Random(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed} (STORE_CRASH_SEED={seed} STORE_CRASH_ROUNDS=1): {failure.Message}", failure);
            }
        }
    }

    private static void AssertSameFiles(SimulatedDisk expected, SimulatedDisk actual)
    {
        var (left, right) = (Files(expected), Files(actual));
        Assert.Equal(left.Keys.Order(StringComparer.Ordinal), right.Keys.Order(StringComparer.Ordinal));
        foreach (var (path, content) in left) Assert.True(content.AsSpan().SequenceEqual(right[path]), $"{path} differs at byte {content.AsSpan().CommonPrefixLength(right[path])}");

        // Index files are named after the time they were made, which is another one when they are made again.
        static Dictionary<string, byte[]> Files(SimulatedDisk disk) => disk.Contents
            .Where(file => file.Key.Contains("/commitlog/", StringComparison.Ordinal) || file.Key.Contains("/consumequeue/", StringComparison.Ordinal))
            .Concat(disk.ListFiles($"{CrashWorkload.Root}/index").Select((file, i) => new KeyValuePair<string, byte[]>($"index {i}", disk.ReadAll(file.Path))))
            .ToDictionary(file => file.Key, file => file.Value);
    }

    private static void CutLog(SimulatedDisk disk, int fileSize, long from, long to)
    {
        for (var at = from; at < to; at++)
        {
            var path = Path.Combine(CrashWorkload.Root, "commitlog", (at / fileSize * fileSize).ToString("D20", CultureInfo.InvariantCulture));
            disk.File(path).Live[at % fileSize] = 0;
        }
    }

    private static IEnumerable<long> Positions(MessageStore store, long behind)
    {
        foreach (var key in new[] { "last0", "last1", "last2" })
        {
            using var found = store.QueryByKey("orders", key, 1, 0, long.MaxValue);
            _ = Model.RecordView.Parse(found[0].Span, out var view);
            Assert.True(view.PhysicalOffset > behind || behind == 0);
            yield return view.PhysicalOffset;
        }
    }

    private static long LastEnd(MessageStore store, CrashModel model) =>
        model.Records.Values.Last(record =>
        {
            using var lease = store.ReadRecord(record.Position);
            return lease is not null;
        }).End;

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
