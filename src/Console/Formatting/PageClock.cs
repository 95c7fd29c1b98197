namespace RocketMQ.ManagementConsole.Formatting;

/// <summary>
/// One second hand per page for everything that says how long ago something was. Runs only while somebody listens.
/// Subscribe and unsubscribe on the renderer's thread; <see cref="Tick"/> is raised on a timer thread.
/// </summary>
internal sealed class PageClock(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private ITimer? _timer;
    private Action? _listeners;

    /// <summary>Raised each second.</summary>
    public event Action Tick
    {
        add
        {
            _listeners += value;
            _timer ??= clock.CreateTimer(_ => _listeners?.Invoke(), null, Second, Second);
        }
        remove
        {
            _listeners -= value;
            if (_listeners is null)
                Dispose();
        }
    }

    /// <summary>The present moment.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <inheritdoc />
    public void Dispose()
    {
        _timer?.Dispose();
        _timer = null;
    }
}
