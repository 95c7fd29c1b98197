namespace RocketMQ.Testing;

/// <summary>
/// Waits for something that another process does in its own time and tells nobody about. Not for what can be awaited.
/// </summary>
public static class Eventually
{
    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <param name="what">Named when it does not come.</param>
    /// <param name="holds">The question.</param>
    /// <param name="pause">Milliseconds between two questions; fewer where each of them moves a clock.</param>
    /// <param name="patience">Seconds after which it is taken not to come.</param>
    public static async Task HoldsAsync(string what, Func<Task<bool>> holds, int pause = 50, int patience = 30)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(patience));
        while (!await holds())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"there was no {what} within {patience} s");
            await Task.Delay(pause, CancellationToken.None);
        }
    }
}
