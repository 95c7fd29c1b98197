namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>One server process: started, watched, started again when it ends by itself, stopped and started as people order.</summary>
/// <remarks>
/// One loop owns the process. It ends with the cancellation given to <see cref="RunAsync"/>; then the child's standard input is
/// closed, which is its order to stop, and after a grace period it is killed. The same end of input stops it when this process is
/// killed. People's orders reach the loop through a <see cref="ServerSwitch"/>. Snapshots are immutable and replaced as a whole; any thread may read them.
/// Until it has served for the first time the server is planned anew before each attempt: between looking for a free port and
/// opening it another program may have taken it. Later its clients know its port, and it stays, unless people stopped the server: they may
/// have changed its file.
/// </remarks>
/// <param name="plan">How it is started.</param>
/// <param name="again">Plans it anew.</param>
/// <param name="probe">Tells whether it answers.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told when it ends by itself.</param>
/// <param name="changed">Called after every change of the snapshot.</param>
/// <param name="isOn">Whether it runs at first; else it stays down until it is started.</param>
internal sealed partial class SupervisedServer(
    ServerPlan plan, Func<ServerPlan> again, ServerProbe probe, TimeProvider time, ILogger logger, Action changed, bool isOn = true) : IDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(15);

    private const int LinesOfAnEnd = 10;

    private readonly ServerSwitch _switch = new(isOn);
    private volatile ServerPlan _plan = plan;
    private volatile ChildServer? _child;
    private readonly ChildLog _log = new(plan.LogFile);
    private readonly TaskCompletionSource _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ServerSnapshot _snapshot = new()
    {
        Kind = plan.Kind,
        Name = plan.Name,
        IsSlave = plan.IsSlave,
        Address = plan.Address,
        State = isOn ? ServerState.Starting : ServerState.Stopped,
        Since = time.GetUtcNow(),
    };

    /// <summary>The server now.</summary>
    public ServerSnapshot Snapshot => _snapshot;

    /// <summary>How it is started.</summary>
    public ServerPlan Plan => _plan;

    /// <summary>The newest lines it printed.</summary>
    public IReadOnlyList<string> LogTail => _log.Tail;

    /// <summary>Completes when it has answered for the first time.</summary>
    public Task WhenServing => _serving.Task;

    /// <summary>Keeps the server as ordered until the end.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            using (var told = CancellationTokenSource.CreateLinkedTokenSource(stopping, _switch.Off))
                await KeepRunningAsync(told.Token);
            Change(_snapshot with { State = ServerState.Stopped, ProcessId = null, ReadyAfter = null });
            _switch.ReportDown();
            await _switch.WhenOn.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested)
                PlanAgain();
        }

        _serving.TrySetCanceled(CancellationToken.None);
    }

    /// <summary>Follows an order, and waits until the server is down when that is part of it.</summary>
    /// <returns>Why that is not possible and what is; null when it was done.</returns>
    public async Task<string?> OrderAsync(ServerAction action)
    {
        var now = _snapshot;
        if (!ServerActions.AllowedIn(now.State).Contains(action))
            return ServerActions.Refusal(now, action);
        if (action is ServerAction.Stop or ServerAction.Restart)
        {
            if (_switch.TurnOff() is not { } down)
                return ServerActions.Refusal(_snapshot, action);
            await down;
            if (action is ServerAction.Restart)
                _switch.TurnOn();
            return null;
        }

        var done = action is ServerAction.Kill ? _child?.Kill() ?? false : _switch.TurnOn();
        return done ? null : ServerActions.Refusal(_snapshot, action);
    }

    public void Dispose()
    {
        _log.Dispose();
        _switch.Dispose();
    }

    private async Task KeepRunningAsync(CancellationToken stopping)
    {
        var backoff = new RestartBackoff();
        while (!stopping.IsCancellationRequested)
        {
            var end = await RunOnceAsync(stopping);
            if (stopping.IsCancellationRequested)
                break;
            var wait = backoff.After(end.Served);
            Change(_snapshot with
            {
                State = ServerState.Restarting,
                ProcessId = null,
                ReadyAfter = null,
                LastEnd = end.Reason,
                LastEndAt = time.GetUtcNow(),
                LastLines = [.. _log.Tail.TakeLast(LinesOfAnEnd)],
                Restarts = _snapshot.Restarts + 1,
            });
            LogEnded(logger, _plan.Name, end.Reason, wait);
            await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_serving.Task.IsCompleted && !stopping.IsCancellationRequested)
                PlanAgain();
        }
    }

    private async Task<(string Reason, TimeSpan Served)> RunOnceAsync(CancellationToken stopping)
    {
        using var child = new ChildServer(_plan, _log);
        if (child.TryStart() is { } refusal)
            return (refusal, TimeSpan.Zero);
        _child = child;
        var started = time.GetTimestamp();
        Change(_snapshot with { State = ServerState.Starting, ProcessId = child.Id });
        var exited = child.WaitForExitAsync();
        try
        {
            await Task.WhenAny(child.Ready, exited).WaitAsync(stopping);
            var problem = exited.IsCompleted ? null : await probe.AskAsync(_plan, stopping);
            if (problem is not null)
                _log.Add($"The console asked and got no good answer: {problem}");
            if (exited.IsCompleted || problem is not null)
            {
                await child.StopAsync(StopGrace, time);
                return (child.DescribeEnd(problem), TimeSpan.Zero);
            }

            return await WatchAsync(child, exited, started, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Change(_snapshot with { State = ServerState.Stopping });
            await child.StopAsync(StopGrace, time);
            return ("stopped by the console", TimeSpan.Zero);
        }
        finally
        {
            _child = null;
        }
    }

    private async Task<(string Reason, TimeSpan Served)> WatchAsync(ChildServer child, Task exited, long started, CancellationToken stopping)
    {
        Change(_snapshot with { State = ServerState.Serving, ReadyAfter = time.GetElapsedTime(started) });
        _serving.TrySetResult();
        var serving = time.GetTimestamp();
        await exited.WaitAsync(stopping);
        return (child.DescribeEnd(null), time.GetElapsedTime(serving));
    }

    private void PlanAgain()
    {
        try
        {
            _plan = again();
            Change(_snapshot with { Address = _plan.Address });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _log.Add($"The console can not plan it anew, the old plan stays: {failure.Message}");
        }
    }

    private void Change(ServerSnapshot next)
    {
        _snapshot = next.State == _snapshot.State ? next : next with { Since = time.GetUtcNow() };
        changed();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Server} ended by itself ({Reason}); it is started again in {Wait}")]
    private static partial void LogEnded(ILogger logger, string server, string reason, TimeSpan wait);
}
