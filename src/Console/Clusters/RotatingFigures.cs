using System.Collections.Immutable;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// Figures that cost a request for each of many objects: asked for a few in every round, so that a round costs the servers the same
/// however many objects and viewers there are. What somebody looks at comes first, and one place is always for what was not asked for longest.
/// </summary>
/// <remarks>Used by one round of the lists at a time.</remarks>
/// <typeparam name="T">The figures of one object.</typeparam>
internal sealed class RotatingFigures<T>(Func<string, CancellationToken, Task<T>> ask, TimeProvider time)
    where T : class
{
    private ImmutableDictionary<string, (T Figures, DateTimeOffset At)> _known = ImmutableDictionary.Create<string, (T, DateTimeOffset)>(StringComparer.Ordinal);

    /// <summary>The newest figures of an object; null before it was asked for.</summary>
    public T? Find(string name) => _known.TryGetValue(name, out var known) ? known.Figures : null;

    /// <summary>Asks for some of the objects, and forgets those that are not among them any more.</summary>
    /// <param name="perRound">Of how many.</param>
    /// <param name="names">All objects that there are.</param>
    /// <param name="isWatched">Whether somebody looks at one.</param>
    /// <param name="stopping">Ends the asking.</param>
    /// <returns>What those that were asked for answered.</returns>
    public async Task<IReadOnlyList<T>> AskAsync(int perRound, IReadOnlyCollection<string> names, Func<string, bool> isWatched, CancellationToken stopping)
    {
        var waiting = names.OrderBy(AskedAt).ToList();
        var oldest = waiting.Take(1);
        var chosen = oldest.Concat(waiting.Where(isWatched)).Concat(waiting).Distinct().Take(perRound).ToList();
        var answers = await Task.WhenAll(chosen.Select(async name => (Name: name, Figures: await ask(name, stopping))));
        var now = time.GetUtcNow();
        var there = names.ToHashSet(StringComparer.Ordinal);
        _known = _known.RemoveRange(_known.Keys.Where(name => !there.Contains(name)))
            .SetItems(answers.Select(answer => KeyValuePair.Create(answer.Name, (answer.Figures, now))));
        return [.. answers.Select(answer => answer.Figures)];
    }

    private DateTimeOffset AskedAt(string name) => _known.TryGetValue(name, out var known) ? known.At : DateTimeOffset.MinValue;
}
