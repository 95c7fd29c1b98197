using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

public sealed class ServerMeterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meter-").FullName;
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Processor_use_is_known_from_the_second_look_on()
    {
        var meter = new ServerMeter(_clock);
        using var self = Process.GetCurrentProcess();
        var first = meter.Measure(self.Id, _folder);
        var busy = self.TotalProcessorTime + TimeSpan.FromMilliseconds(100);
        while (self.TotalProcessorTime < busy)
            self.Refresh();
        _clock.Advance(TimeSpan.FromSeconds(1));

        var second = meter.Measure(self.Id, _folder);

        Assert.Null(first.Cpu);
        Assert.True(second.Cpu >= 0.1, $"{second.Cpu} processors");
        Assert.True(second.Memory > 1024 * 1024, $"{second.Memory} bytes");
    }

    [Fact]
    public void Another_process_is_not_compared_with_the_one_before()
    {
        var meter = new ServerMeter(_clock);
        using var other = Process.Start(new ProcessStartInfo("dotnet", ["--info"]) { RedirectStandardOutput = true })!;
        meter.Measure(Environment.ProcessId, _folder);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(meter.Measure(other.Id, _folder).Cpu);
        other.StandardOutput.ReadToEnd();
        other.WaitForExit();
        Assert.Equal(new ServerUsage(null, null, 0), meter.Measure(other.Id, _folder));
    }

    [Fact]
    public void Every_file_below_the_folder_counts()
    {
        File.WriteAllText(Path.Combine(_folder, "a"), "123");
        Directory.CreateDirectory(Path.Combine(_folder, "store", "commitlog"));
        File.WriteAllText(Path.Combine(_folder, "store", "commitlog", "b"), "12345");

        Assert.Equal(new ServerUsage(null, null, 8), new ServerMeter(_clock).Measure(null, _folder));
        Assert.Equal(new ServerUsage(null, null, null), new ServerMeter(_clock).Measure(null, Path.Combine(_folder, "gone")));
    }
}
