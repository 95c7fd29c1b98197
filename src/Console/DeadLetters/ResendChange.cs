using System.Collections.Immutable;
using System.Globalization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages.Resending;

namespace RocketMQ.ManagementConsole.DeadLetters;

/// <summary>Sends letters again, one after the other at a limited rate, until it is done or stopped. The audit has where, how many and what became of them.</summary>
/// <remarks>One task works; whoever watches reads the immutable progress and is told of each step. Stopping takes effect before the next letter.</remarks>
internal sealed class ResendChange(ResendOrder order, string person, LetterLedger ledger, TimeProvider time, CancellationToken stop) : IChange
{
    private ImmutableList<LetterResult> _results = [];
    private volatile ResendProgress _progress = new(order.Letters.Count, [], false, false);

    /// <summary>Raised after each letter, on any thread.</summary>
    public event Action? Changed;

    /// <summary>How far it is.</summary>
    public ResendProgress Progress => _progress;

    public string Kind => "group.resend";

    public string ObjectName => order.Group;

    public string Policy => Policies.Operate;

    public bool IsListed => false;

    public ChangePlan Plan(ClusterSnapshot snapshot) => new(
        [
            .. order.Letters.GroupBy(letter => letter.Queue.BrokerName).OrderBy(broker => broker.Key, StringComparer.Ordinal).Select(broker => new BrokerChange(
                broker.Key,
                snapshot.MasterAddress(broker.Key),
                false,
                [new FieldChange("DeadLetters.Way." + order.Way, null, broker.Count().ToString(CultureInfo.InvariantCulture))])),
        ],
        null);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        var pause = TimeSpan.FromSeconds(1.0 / order.PerSecond);
        foreach (var letter in order.Letters)
        {
            if (stop.IsCancellationRequested || cancellation.IsCancellationRequested)
                break;
            var due = time.GetUtcNow() + pause;
            Report(await SendAsync(letter, connection));
            if (due - time.GetUtcNow() is var rest && rest > TimeSpan.Zero && letter != order.Letters[^1])
                await Task.Delay(rest, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _progress = _progress with { IsStopped = _results.Count < order.Letters.Count, IsFinished = true };
        Changed?.Invoke();
        return Outcomes();
    }

    public bool IsVisible(ClusterSnapshot snapshot) => true;

    private async Task<LetterResult> SendAsync(LetterKey key, IClusterConnection connection)
    {
        if (!ledger.TryClaim(connection.Name, order.Group, key, person, order.Force))
            return new LetterResult(key, LetterOutcome.Skipped, null);
        var isOnItsWay = false;
        try
        {
            // Stopping waits for the letter that is on its way: its end has to be known.
            var located = await connection.Admin.Messages.FindAtAsync(key.Queue, key.Offset, CancellationToken.None);
            if (located is null || located.Message.StoreTimestamp != key.StoredMilliseconds)
                throw new ArgumentException("it is not stored any more");
            var message = order.Way is ResendWay.Member ? null : order.MessageOf(located);
            isOnItsWay = true;
            var sentAs = message is null
                ? await ConsumeAsync(located, connection)
                : (await connection.Admin.Messages.SendAsync(message, CancellationToken.None)).UniqueId;
            ledger.Sent(connection.Name, order.Group, key, sentAs);
            return new LetterResult(key, LetterOutcome.Sent, sentAs);
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            // A refusal is sure; after a silence nobody knows, and the claim stays.
            if (!isOnItsWay || failure is not RocketMQ.Remoting.Transport.RemotingException)
                ledger.Release(connection.Name, order.Group, key);
            return new LetterResult(key, LetterOutcome.Failed, FailureText.Of(failure));
        }
    }

    private async Task<string> ConsumeAsync(Admin.Messages.LocatedMessage letter, IClusterConnection connection)
    {
        // Members know the message that was sent at first under its topic; the letter stands in for it when it is gone.
        var origin = DeadLetter.OriginIdOf(letter.Message) is { } id ? await FindOriginAsync(id, connection) : null;
        await DirectConsumption.AskAsync(connection, order.Group, order.ClientId!, origin ?? letter, CancellationToken.None);
        return order.ClientId!;
    }

    private static async Task<Admin.Messages.LocatedMessage?> FindOriginAsync(string id, IClusterConnection connection)
    {
        try
        {
            return await connection.Admin.Messages.FindByOffsetIdAsync(id, CancellationToken.None);
        }
        catch (ArgumentException)
        {
            // It is of another kind, or of a broker that is not of this cluster.
            return null;
        }
    }

    private void Report(LetterResult result)
    {
        _results = _results.Add(result);
        _progress = _progress with { Results = _results };
        Changed?.Invoke();
    }

    private List<ServerOutcome> Outcomes()
    {
        var outcomes = _results.GroupBy(result => result.Letter.Queue.BrokerName).OrderBy(broker => broker.Key, StringComparer.Ordinal).Select(broker =>
        {
            var failed = broker.Where(result => result.Outcome is LetterOutcome.Failed).ToList();
            return new ServerOutcome(broker.Key, failed.Count == 0 ? null : $"{failed.Count} of {broker.Count()} failed; the first: {failed[0].Detail}");
        }).ToList();
        if (_progress.IsStopped)
            outcomes.Add(new ServerOutcome(order.Group, $"stopped after {_results.Count} of {order.Letters.Count}"));
        return outcomes;
    }
}
