using System.Diagnostics;

namespace RocketMQ.Testing;

/// <summary>A file system of a few megabytes in memory, mounted for one test. Needs the right to mount; see <see cref="WhyNot"/>.</summary>
public sealed class SmallDisk : IDisposable
{
    private static readonly Lazy<string?> Probe = new(TryOnce);

    private readonly TemporaryFolder _folder = new();
    private readonly string _ballast;

    /// <param name="megabytes">Its size.</param>
    /// <param name="taken">So much of it is taken until <see cref="MakeSpace"/>.</param>
    public SmallDisk(int megabytes, int taken)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", _folder.Path) is { } problem)
            throw new InvalidOperationException(problem);
        _ballast = _folder["ballast"];
        File.WriteAllBytes(_ballast, new byte[taken * 1024 * 1024]);
    }

    /// <summary>Why nothing can be mounted here; null where it can.</summary>
    public static string? WhyNot => Probe.Value;

    /// <summary>Where it is mounted.</summary>
    public string Path => _folder.Path;

    /// <summary>Frees what was taken from the start.</summary>
    public void MakeSpace() => File.Delete(_ballast);

    public void Dispose()
    {
        Run("umount", "-l", _folder.Path);
        _folder.Dispose();
    }

    private static string? TryOnce()
    {
        if (!OperatingSystem.IsLinux())
            return "small disks are mounted on Linux only";
        try
        {
            using var disk = new SmallDisk(1, 0);
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return $"this process may not mount a small disk: {refused.Message}";
        }
    }

    /// <summary>Runs a tool of the system; null when it succeeded, else what it said.</summary>
    internal static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : said.Trim();
    }
}
