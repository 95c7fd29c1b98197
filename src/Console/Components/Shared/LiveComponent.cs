using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Formatting;

namespace RocketMQ.ManagementConsole.Components.Shared;

/// <summary>
/// A part of a page with a question of its own to the cluster: asks after the first rendering and again every few seconds,
/// at most once at a time, until it is disposed. Give it a key when it is about another object.
/// </summary>
/// <typeparam name="T">The answer.</typeparam>
public abstract class LiveComponent<T> : ComponentBase, IDisposable
    where T : class
{
    private readonly CancellationTokenSource _ending = new();
    private bool _running;
    private bool _listening;
    private DateTimeOffset _startedAt;

    /// <summary>The last answer; null before the first.</summary>
    protected T? Data { get; private set; }

    /// <summary>Why the last question failed; null when it did not.</summary>
    protected string? Failure { get; private set; }

    /// <summary>When <see cref="Data"/> came.</summary>
    protected DateTimeOffset? UpdatedAt { get; private set; }

    /// <summary>Since when questions fail; null while they do not.</summary>
    protected DateTimeOffset? FailedSince { get; private set; }

    /// <summary>How often it asks.</summary>
    protected virtual TimeSpan Interval => TimeSpan.FromSeconds(5);

    [Inject]
    private PageClock Seconds { get; set; } = null!;

    /// <summary>Asks.</summary>
    protected abstract Task<T> LoadAsync(CancellationToken cancellation);

    protected override Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return Task.CompletedTask;
        _listening = true;
        Seconds.Tick += OnTick;
        return RefreshAsync();
    }

    /// <summary>Asks now, unless a question is under way.</summary>
    protected async Task RefreshAsync()
    {
        if (_running)
            return;
        _running = true;
        _startedAt = Seconds.Now;
        try
        {
            Data = await LoadAsync(_ending.Token);
            (UpdatedAt, Failure, FailedSince) = (Seconds.Now, null, null);
        }
        // Of the console's own files too it is shown that they cannot be read.
        catch (Exception failure) when (FailureText.IsExpected(failure) || failure is SqliteException)
        {
            Failure = FailureText.Of(failure);
            FailedSince ??= Seconds.Now;
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            _running = false;
        }

        if (!_ending.IsCancellationRequested)
            StateHasChanged();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the component keeps.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (_listening)
            Seconds.Tick -= OnTick;
        _ending.Cancel();
        _ending.Dispose();
    }

    private void OnTick() => _ = InvokeAsync(async () =>
    {
        if (_ending.IsCancellationRequested || Seconds.Now - _startedAt < Interval)
            return;
        try
        {
            await RefreshAsync();
        }
        catch (Exception defect)
        {
            await DispatchExceptionAsync(defect);
        }
    });
}
