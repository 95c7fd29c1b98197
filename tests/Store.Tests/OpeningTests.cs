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

    [Theory]
    [InlineData(100)]
    [InlineData(30_000)]
    public async Task A_log_file_that_was_cut_short_is_refused_and_nothing_is_changed(int length)
    {
        await Fill();
        // The newest file, also after a crash: messages are missing from it.
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "abort"), []);
        await using (var file = File.OpenWrite(LastLogFile())) file.SetLength(length);
        await Refused("mappedFileSizeCommitLog");
    }

    [Fact]
    public async Task A_folder_of_something_else_is_refused_and_nothing_is_changed()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "2025"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "2025", "holiday.jpg"), "mine");
        await Refused("is not a store folder: it holds 2025");
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder_is_refused()
    {
        var path = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(path, "mine");
        var refused = await Assert.ThrowsAsync<StoreOpenException>(async () => await MessageStore.OpenAsync(_folder.Options with { StorePathRootDir = path }));
        Assert.Contains("is a file", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_folder_with_only_a_configuration_in_it_becomes_a_store()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "broker.conf"), "brokerName=a");
        await using var store = _folder.Open();
        Assert.True(store.Put("a").IsStored);
    }

    [Fact]
    public async Task A_copy_without_a_lock_file_is_left_without_one_when_it_is_refused()
    {
        await Fill();
        File.Delete(Path.Combine(_folder.Path, "lock"));
        File.Delete(Path.Combine(_folder.LogPath, "00000000000000065536"));
        await Refused("is missing");
    }

    private string LastLogFile() => Directory.GetFiles(_folder.LogPath).Order(StringComparer.Ordinal).Last(path => File.ReadAllBytes(path).AsSpan().ContainsAnyExcept((byte)0));

    private async Task Refused(string because, StoreOptions? options = null)
    {
        var before = Listing();
        var refused = await Assert.ThrowsAsync<StoreOpenException>(async () => await MessageStore.OpenAsync(options ?? _folder.Options));
        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Listing());
        // The lock went with the refusal.
        var lockPath = Path.Combine(_folder.Path, "lock");
        if (File.Exists(lockPath)) new FileStream(lockPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
    }

    /// <summary>Every name with time, length and a digest of the content.</summary>
    private List<string> Listing() =>
        [.. new DirectoryInfo(_folder.Path).GetFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(entry => entry is FileInfo file
                ? $"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file.FullName)))}"
                : entry.FullName).Order(StringComparer.Ordinal)];
}
