namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>How long to wait before a server that ended by itself is started again: briefly at first, longer when it keeps ending.</summary>
internal sealed class RestartBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>A server that ran this long is taken to be sound: its next end is a new story.</summary>
    private static readonly TimeSpan Sound = TimeSpan.FromMinutes(1);

    private TimeSpan _next = First;

    /// <summary>The wait after a run.</summary>
    /// <param name="ran">How long the server had been serving; zero when it never got there.</param>
    public TimeSpan After(TimeSpan ran)
    {
        var wait = ran >= Sound ? First : _next;
        _next = wait * 2 > Longest ? Longest : wait * 2;
        return wait;
    }
}
