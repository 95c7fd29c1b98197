using System.Collections.Concurrent;
using System.Collections.Immutable;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages;

namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>Looks for ids and keys in every topic of a cluster, several at a time, and reports what it finds as it goes. One use.</summary>
/// <remarks>
/// A broker that does not answer is named and not asked again, so that one dead broker does not cost its patience once per topic. Reports
/// come from any thread, one at a time.
/// </remarks>
internal sealed class MessageFinder(IClusterConnection connection, TimeProvider clock, Action<FindOutcome> report)
{
    /// <summary>How long one search may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Messages after which a search ends.</summary>
    public const int MostMessages = 500;

    private const int PerBroker = 64;
    private const int AtOnce = 16;

    private readonly ConcurrentDictionary<string, string> _failures = [];
    private readonly Lock _gate = new();
    private readonly List<LocatedMessage> _found = [];
    private readonly long _began = clock.GetTimestamp();
    private IReadOnlyDictionary<string, string> _unlisted = new Dictionary<string, string>();
    private FindOutcome _state = new();

    /// <summary>Runs a plan. Never fails: what went wrong is part of the outcome.</summary>
    public async Task<FindOutcome> RunAsync(FindPlan plan, CancellationToken stopping)
    {
        _state = _state with { Topics = plan.Topics.Count };
        _unlisted = plan.Unlisted;
        using var late = new CancellationTokenSource(Patience, clock);
        using var enough = new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, late.Token, enough.Token);
        FindEnd end;
        try
        {
            foreach (var id in plan.Clues.Where(clue => clue.Kind is ClueKind.OffsetId))
                await FindByOffsetIdAsync(plan, id.Text, ending.Token);
            if (plan.Wanted.Any())
                await SearchAsync(plan, enough, ending.Token);
            end = FindEnd.Complete;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            end = stopping.IsCancellationRequested ? FindEnd.Stopped : late.IsCancellationRequested ? FindEnd.OutOfTime : FindEnd.TooMany;
        }

        return Update(state => state with { End = end });
    }

    // A message that has not just a place but an id is looked for everywhere too: its copies have other places.
    private async Task FindByOffsetIdAsync(FindPlan plan, string id, CancellationToken cancellation)
    {
        try
        {
            if (await connection.Admin.Messages.FindByOffsetIdAsync(id, cancellation) is not { } located)
                return;
            Take([located]);
            if (located.Message.UniqueKey is { } uniqueId)
                await SearchAsync(plan with { Clues = [new Clue(ClueKind.UniqueId, uniqueId) { MadeAt = located.BornAt }] }, null, cancellation);
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            Update(state => state with { Failure = AskFailure.Of(exception) });
        }
    }

    private async Task SearchAsync(FindPlan plan, CancellationTokenSource? enough, CancellationToken cancellation)
    {
        var isNarrow = plan.Wanted.All(clue => clue.MadeAt is not null);
        if (isNarrow)
            await PassAsync(plan, plan.Wanted.Min(FindPlan.EarliestOf), enough, cancellation);
        // The month of a unique id is guessed, and its producer's clock may be wrong: nothing there does not mean nothing anywhere.
        if (!isNarrow || _found.Count == 0)
            await PassAsync(plan, null, enough, cancellation);
    }

    private async Task PassAsync(FindPlan plan, DateTimeOffset? from, CancellationTokenSource? enough, CancellationToken cancellation)
    {
        Update(state => state with { Searched = 0, From = from });
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(plan.Topics, limits, async (topic, stopping) =>
        {
            var isWhole = true;
            foreach (var clue in plan.Wanted)
                isWhole &= await AskAsync(plan, topic, clue, from, stopping);
            if (isWhole)
                Update(state => state with { Searched = state.Searched + 1 });
            if (enough is not null && Count() > MostMessages)
                await enough.CancelAsync();
        });
    }

    private async Task<bool> AskAsync(FindPlan plan, string topic, Clue clue, DateTimeOffset? from, CancellationToken cancellation)
    {
        var brokers = plan.Brokers.GetValueOrDefault(topic, ImmutableDictionary<string, string>.Empty);
        var asked = brokers.Where(broker => !_failures.ContainsKey(broker.Value)).ToImmutableDictionary();
        if (asked.IsEmpty)
            return false;
        var query = new KeyQuery(topic, clue.Text) { From = from, Limit = PerBroker, Brokers = asked };
        try
        {
            var messages = connection.Admin.Messages;
            var found = await (clue.Kind is ClueKind.UniqueId ? messages.FindByUniqueIdAsync(query, cancellation) : messages.FindByKeyAsync(query, cancellation));
            foreach (var failure in found.Failures)
                _failures.TryAdd(failure.Address, failure.Message);
            if (found.Messages.GroupBy(message => message.BrokerName).Any(broker => broker.Count() >= PerBroker))
                Update(state => state with { MoreExist = true });
            Take(found.Messages);
            return found.Failures.Count == 0 && asked.Count == brokers.Count;
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            _failures.TryAdd(topic, exception.Message);
            return false;
        }
    }

    private int Count()
    {
        lock (_gate)
            return _found.Count;
    }

    private void Take(IReadOnlyList<LocatedMessage> messages)
    {
        if (messages.Count == 0)
            return;
        Update(state =>
        {
            _found.AddRange(messages);
            return state with { Findings = Finding.Of(_found) };
        });
    }

    private FindOutcome Update(Func<FindOutcome, FindOutcome> change)
    {
        lock (_gate)
        {
            _state = change(_state) with { Elapsed = clock.GetElapsedTime(_began), Failures = _unlisted.Concat(_failures).GroupBy(failure => failure.Key).ToDictionary(server => server.Key, server => server.Last().Value) };
            report(_state);
            return _state;
        }
    }
}
