namespace RocketMQ.Store.Tests;

public sealed class OpeningTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_in_use_is_refused_by_name()
    {
        await using var store = _folder.Open();
        var refused = await Assert.ThrowsAsync<StoreOpenException>(async () => await MessageStore.OpenAsync(_folder.Options));
        Assert.Contains(_folder.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Another broker runs", refused.Message, StringComparison.Ordinal);
        Assert.True(store.Put("still works").IsStored);
    }

    [Fact]
    public async Task The_lock_file_is_free_again_after_closing()
    {
        await using (_folder.Open()) { }
        Assert.Equal("lock", File.ReadAllText(Path.Combine(_folder.Path, "lock")));
        await using var store = await MessageStore.OpenAsync(_folder.Options);
        Assert.Equal(StoreHealth.Writable, store.Health);
    }

    [Fact]
    public async Task A_missing_log_file_is_refused_and_nothing_is_changed()
    {
        await Fill();
        File.Delete(Path.Combine(_folder.LogPath, "00000000000000065536"));
        await Refused("00000000000000065536 is missing");
    }

    [Fact]
    public async Task A_log_file_of_another_size_is_refused_and_nothing_is_changed()
    {
        await Fill();
        await Refused("mappedFileSizeCommitLog", _folder.Options with { MappedFileSizeCommitLog = 128 * 1024 });
    }

    [Fact]
    public async Task A_queue_file_of_another_size_is_refused_and_nothing_is_changed()
    {
        await Fill();
        await Refused("mappedFileSizeConsumeQueue", _folder.Options with { MappedFileSizeConsumeQueue = 4000 });
    }

    [Fact]
    public async Task An_index_of_another_size_is_refused_and_nothing_is_changed()
    {
        await Fill();
        await Refused("maxIndexNum", _folder.Options with { MaxIndexNum = 500 });
    }

    [Fact]
    public async Task A_stray_file_is_refused_and_nothing_is_changed()
    {
        await Fill();
        await File.WriteAllTextAsync(Path.Combine(_folder.LogPath, "notes.txt"), "mine");
        await Refused("notes.txt does not belong");
    }

    [Fact]
    public async Task A_fresh_store_of_default_sizes_makes_files_as_long_as_the_original_does()
    {
        await using var store = _folder.Open(new StoreOptions { StorePathRootDir = _folder.Path });
        Assert.True(store.Put("a", properties: "KEYS\u0001k").IsStored);
        Assert.Equal(["a"], store.ByKey("k"));
        Assert.Equal(1024L * 1024 * 1024, new FileInfo(Path.Combine(_folder.LogPath, "00000000000000000000")).Length);
        Assert.Equal(420_000_040, new DirectoryInfo(Path.Combine(_folder.Path, "index")).GetFiles().Single().Length);
        Assert.Equal(6_000_000, new FileInfo(Path.Combine(_folder.Path, "consumequeue", "T", "0", "00000000000000000000")).Length);
    }

    [Fact]
    public async Task Values_out_of_bounds_are_all_named()
    {
        var options = _folder.Options with { MaxIndexNum = 1, DeleteWhen = "04;25" };
        var refused = await Assert.ThrowsAsync<StoreOpenException>(async () => await MessageStore.OpenAsync(options));
        Assert.Equal("maxIndexNum is 1; allowed are 2 to 100000000. deleteWhen contains '25'; allowed are hours from 00 to 23, separated by ;.", refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private async Task Fill()
    {
        await using var store = _folder.Open();
        for (var i = 0; i < 8; i++) store.Put(new string('x', 20_000), properties: $"KEYS\u0001k{i}");
    }

    private async Task Refused(string because, StoreOptions? options = null)
    {
        var before = Listing();
        var refused = await Assert.ThrowsAsync<StoreOpenException>(async () => await MessageStore.OpenAsync(options ?? _folder.Options));
        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Listing());
        // The lock went with the refusal.
        using var free = new FileStream(Path.Combine(_folder.Path, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private List<string> Listing() =>
        [.. new DirectoryInfo(_folder.Path).GetFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Name != "lock")
            .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal)];
}
