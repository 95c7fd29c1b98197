namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Gives everybody a turn, a few at a time: for questions about single topics and groups that are too many to be asked at once.</summary>
/// <remarks>Used by one round of the lists at a time.</remarks>
internal sealed class Turns(int atOnce)
{
    private readonly Queue<string> _waiting = new();

    /// <summary>Whose turn it is.</summary>
    /// <param name="all">Everybody there is at the moment.</param>
    public IReadOnlyList<string> Next(IReadOnlyCollection<string> all)
    {
        var there = all.ToHashSet(StringComparer.Ordinal);
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        var refilled = false;
        while (chosen.Count < Math.Min(atOnce, there.Count))
        {
            if (_waiting.Count == 0 && refilled)
                break;
            if (_waiting.Count == 0)
            {
                refilled = true;
                foreach (var name in all)
                    _waiting.Enqueue(name);
            }

            if (_waiting.Dequeue() is var next && there.Contains(next))
                chosen.Add(next);
        }

        return [.. chosen];
    }
}
