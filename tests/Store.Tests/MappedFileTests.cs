using System.Diagnostics;
using System.Globalization;
using RocketMQ.Store.Files;
using RocketMQ.Testing;

namespace RocketMQ.Store.Tests;

public sealed class MappedFileTests : IDisposable
{
    private const int Length = 128 * 1024 * 1024;

    /// <summary>What a file system may count besides the content: its map of the blocks.</summary>
    private const int BlockMap = 1024 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly IMappedFile _file;

    public MappedFileTests() => _file = new LocalFiles().Map(_folder["file"], Length);

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_is_written_by_calls_is_in_the_mapping_and_the_other_way_round()
    {
        _file.Write(4000, "by calls"u8);
        Assert.Equal("by calls"u8, _file.GetSpan(4000, 8));
        "in place"u8.CopyTo(_file.GetSpan(4004, 8));
        _file.Flush(4000, 12);
        Assert.Equal("by cin place"u8, File.ReadAllBytes(_file.Path).AsSpan(4000, 12));
    }

    [Fact]
    public void Writing_past_the_end_is_refused_and_the_file_keeps_its_length()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _file.Write(Length - 1, "ab"u8));
        Assert.Throws<ArgumentOutOfRangeException>(() => _file.Write(-1, "ab"u8));
        Assert.Equal(Length, new FileInfo(_file.Path).Length);
    }

    [Fact]
    public async Task Disk_space_is_taken_for_what_is_asked_and_not_for_the_whole_file()
    {
        if (!OperatingSystem.IsLinux()) return;
        Assert.Equal(0, await AllocatedAsync());
        _file.Reserve(0, 1024 * 1024);
        Assert.InRange(await AllocatedAsync(), 1024 * 1024, (1024 * 1024) + BlockMap);
        _file.Reserve(4096, 4096);
        Assert.InRange(await AllocatedAsync(), 1024 * 1024, (1024 * 1024) + BlockMap);
        _file.Reserve(1024 * 1024, 16 * BlockMap);
        Assert.InRange(await AllocatedAsync(), (1024 * 1024) + (16 * BlockMap), (1024 * 1024) + (17 * BlockMap));
        Assert.Equal(Length, new FileInfo(_file.Path).Length);
    }

    [Fact]
    public void Space_for_a_file_that_is_gone_is_refused_and_so_is_a_write()
    {
        File.Delete(_file.Path);
        Assert.Throws<FileNotFoundException>(() => _file.Reserve(0, 4096));
        Assert.Throws<FileNotFoundException>(() => _file.Write(0, "a"u8));
    }

    private async Task<long> AllocatedAsync()
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%b", _file.Path]) { RedirectStandardOutput = true })!;
        var blocks = await stat.StandardOutput.ReadToEndAsync();
        await stat.WaitForExitAsync();
        return long.Parse(blocks, CultureInfo.InvariantCulture) * 512;
    }
}
