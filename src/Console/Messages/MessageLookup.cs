using System.Net;
using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>What came of looking for an id.</summary>
/// <param name="Messages">The message; several where the producer sent it more than once. Newest first.</param>
/// <param name="Tried">Every place that was looked at.</param>
/// <param name="Failure">Why it is not known whether the message exists; null when that is known.</param>
public sealed record LookupOutcome(IReadOnlyList<LocatedMessage> Messages, IReadOnlyList<LookupStep> Tried, AskFailure? Failure = null)
{
    /// <summary>Whether a topic would allow to look further.</summary>
    public bool NeedsTopic => Tried.Any(step => step.Result is LookupResult.TopicNeeded);
}

/// <summary>
/// Finds a message by either of its ids. Both look alike; an offset id is one whose address is a broker of this cluster, everything else
/// is taken as a unique id.
/// </summary>
internal sealed class MessageLookup(IClusterConnection connection)
{
    private readonly List<LookupStep> _tried = [];
    private AskFailure? _failure;

    /// <summary>Looks for an id.</summary>
    /// <param name="id">An id as producers, consumers or tools print it.</param>
    /// <param name="topic">Where to look for a unique id; null when that is not known.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<LookupOutcome> FindAsync(string id, string? topic, CancellationToken cancellation)
    {
        _tried.Clear();
        _failure = null;
        var (byOffset, namesBroker) = await FindByOffsetIdAsync(id, cancellation);
        if (byOffset is not null)
            return new LookupOutcome([byOffset], _tried);
        var byUniqueId = await FindByUniqueIdAsync(id, topic, namesBroker, cancellation);
        return new LookupOutcome(byUniqueId, _tried, byUniqueId.Count > 0 ? null : _failure);
    }

    private async Task<(LocatedMessage? Found, bool NamesBroker)> FindByOffsetIdAsync(string id, CancellationToken cancellation)
    {
        if (!MessageIds.TryParseOffsetId(id, out var host, out _))
            return Missed(LookupResult.NoOffsetId, id);
        var address = host.ToString();
        if (!MayBeBroker(host.ToEndPoint()))
            return Missed(LookupResult.OffsetElsewhere, address);
        try
        {
            var found = await connection.Admin.Messages.FindByOffsetIdAsync(id, cancellation);
            _tried.Add(new LookupStep(found is null ? LookupResult.OffsetMissing : LookupResult.OffsetFound, address));
            return (found, true);
        }
        catch (ArgumentException)
        {
            return Missed(LookupResult.OffsetElsewhere, address);
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            _failure = AskFailure.Of(exception);
            _tried.Add(new LookupStep(LookupResult.OffsetFailed, address, exception.Message));
            return (null, true);
        }

        (LocatedMessage?, bool) Missed(LookupResult result, string where)
        {
            _tried.Add(new LookupStep(result, where));
            return (null, false);
        }
    }

    private async Task<IReadOnlyList<LocatedMessage>> FindByUniqueIdAsync(string id, string? topic, bool namesBroker, CancellationToken cancellation)
    {
        if (topic is null)
        {
            // An id with the address of one of our brokers is not somebody's unique id by chance.
            if (!namesBroker)
                _tried.Add(new LookupStep(LookupResult.TopicNeeded, id));
            return [];
        }

        try
        {
            var found = await connection.Admin.Messages.FindByUniqueIdAsync(topic, id, cancellation);
            foreach (var failure in found.Failures)
            {
                _failure ??= AskFailure.Of(failure.Reason);
                _tried.Add(new LookupStep(LookupResult.UniqueFailed, $"{topic} ({failure.Address})", failure.Message));
            }

            if (found.Messages.Count > 0)
                _tried.Add(new LookupStep(LookupResult.UniqueFound, topic));
            else if (found.Failures.Count == 0)
                _tried.Add(new LookupStep(LookupResult.UniqueMissing, topic));
            return found.Messages;
        }
        catch (Exception exception) when (AskFailure.Covers(exception))
        {
            _failure = AskFailure.Of(exception);
            _tried.Add(new LookupStep(LookupResult.UniqueFailed, topic, exception.Message));
            return [];
        }
    }

    // Brokers that are registered by name cannot be told by their address; the admin client resolves those. Before the collector's first
    // answer there is nothing to compare with.
    private bool MayBeBroker(IPEndPoint host)
    {
        var brokers = connection.Snapshot.Brokers;
        return brokers.IsEmpty || brokers.Any(broker => IPEndPoint.TryParse(broker.Address, out var known)
            ? known.Equals(host)
            : broker.Address.EndsWith(FormattableString.Invariant($":{host.Port}"), StringComparison.Ordinal));
    }
}
