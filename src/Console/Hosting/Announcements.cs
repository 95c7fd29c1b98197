namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>
/// What the console tells the one who started it, on standard output: addresses, the first password, and how far its cluster is.
/// Lines given before the pages are served wait for that, so that the text reads in order.
/// </summary>
internal sealed class Announcements(TextWriter output)
{
    private readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Prints the text that says where the pages are, and lets everything else follow.</summary>
    public async Task PagesServedAsync(string text)
    {
        await output.WriteLineAsync(text);
        await output.FlushAsync();
        _served.TrySetResult();
    }

    /// <summary>Prints a line of two columns.</summary>
    public async Task LineAsync(string label, string text)
    {
        await _served.Task;
        await output.WriteLineAsync($"  {label,-18} {text}");
        await output.FlushAsync();
    }
}
