using RocketMQ.Admin;

namespace RocketMQ.Cli.Output;

/// <summary>A bar on the terminal's last line while something takes long; it is gone when the result comes.</summary>
/// <remarks>On standard error, and only when that is a terminal: pipes and files get the result alone. Any thread may report.</remarks>
internal sealed class ProgressLine(Screen screen, string what) : IProgress<WorkProgress>, IDisposable
{
    private const int BarWidth = 30;

    private readonly Lock _gate = new();
    private string _shown = "";

    public void Report(WorkProgress value)
    {
        if (!screen.ErrorsAreTerminal || value.Total == 0)
            return;
        lock (_gate)
        {
            var filled = (int)((long)value.Done * BarWidth / value.Total);
            var line = $"{what} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {value.Done}/{value.Total}";
            if (line == _shown)
                return;
            _shown = line;
            screen.Errors.Write($"\r{line}");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_shown.Length > 0)
                screen.Errors.Write($"\r{new string(' ', _shown.Length)}\r");
        }
    }
}
