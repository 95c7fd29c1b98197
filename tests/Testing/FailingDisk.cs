namespace RocketMQ.Testing;

/// <summary>A file system of some megabytes in a file, which turns read-only as one does whose disk has failed. Needs the right to mount; see <see cref="WhyNot"/>.</summary>
public sealed class FailingDisk : IDisposable
{
    private static readonly Lazy<string?> Probe = new(TryOnce);

    private readonly TemporaryFolder _folder = new();

    public FailingDisk(int megabytes)
    {
        using (var image = File.Create(Image))
            image.SetLength(megabytes * 1024L * 1024);
        Directory.CreateDirectory(Path);
        Demand("mkfs.ext4", "-q", "-F", Image);
        Mount();
    }

    /// <summary>Why no disk can be made to fail here; null where one can.</summary>
    public static string? WhyNot => Probe.Value;

    /// <summary>Where it is mounted.</summary>
    public string Path => _folder["disk"];

    private string Image => _folder["image"];

    /// <summary>Lets the file system find an error, on which it takes no more writes, whoever has its files open.</summary>
    public void BecomeReadOnly()
    {
        var device = File.ReadLines("/proc/mounts").Select(line => line.Split(' ')).Single(mount => mount[1] == Path)[0];
        File.WriteAllText($"/sys/fs/ext4/{System.IO.Path.GetFileName(device)}/trigger_fs_error", "1");
    }

    /// <summary>Mounts it anew, writable, with what had reached the disk. Nobody may have files open.</summary>
    public void MountAgain()
    {
        Demand("umount", Path);
        Mount();
    }

    public void Dispose()
    {
        SmallDisk.Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private void Mount() => Demand("mount", "-o", "loop,errors=remount-ro", Image, Path);

    private static void Demand(string program, params string[] arguments)
    {
        if (SmallDisk.Run(program, arguments) is { } problem)
            throw new InvalidOperationException(problem);
    }

    private static string? TryOnce()
    {
        if (SmallDisk.WhyNot is { } unmountable)
            return unmountable;
        try
        {
            using var disk = new FailingDisk(16);
            disk.BecomeReadOnly();
            return null;
        }
        catch (Exception refused) when (refused is InvalidOperationException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return $"no disk can be made to fail here: {refused.Message}";
        }
    }
}
