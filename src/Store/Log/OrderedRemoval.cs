namespace RocketMQ.Store.Log;

/// <summary>
/// Deletes files in the order they were given up, each when nobody reads it any more: one that is still read holds back those behind
/// it. Without this a crash in between would leave a gap, which is refused at the next start.
/// </summary>
/// <remarks><c>_gate</c> is a leaf lock; files are deleted under it, seldom.</remarks>
internal sealed class OrderedRemoval
{
    private readonly Lock _gate = new();
    private readonly Queue<Leaving> _leaving = new();

    /// <summary>Takes a file into the order and returns what to call when it is unmapped.</summary>
    public Action<string> Add(string path, Action<string> delete)
    {
        var leaving = new Leaving(path, delete);
        lock (_gate) _leaving.Enqueue(leaving);
        return _ => OnUnmapped(leaving);
    }

    private void OnUnmapped(Leaving unmapped)
    {
        lock (_gate)
        {
            unmapped.IsUnmapped = true;
            while (_leaving.TryPeek(out var first) && first.IsUnmapped)
            {
                _ = _leaving.Dequeue();
                first.Delete(first.Path);
            }
        }
    }

    private sealed class Leaving(string path, Action<string> delete)
    {
        public string Path => path;

        public Action<string> Delete => delete;

        public bool IsUnmapped { get; set; }
    }
}
