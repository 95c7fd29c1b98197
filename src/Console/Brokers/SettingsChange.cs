using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Formatting;

namespace RocketMQ.ManagementConsole.Brokers;

/// <summary>Changes settings of one broker while it runs (25), those of an allow-list only. Read back from the broker, since Apache's take unknown keys silently.</summary>
internal sealed class SettingsChange(BrokerPlace broker, IReadOnlyDictionary<string, string> values) : IPlacedChange
{
    public const string KindName = "broker.settings";

    public string Kind => KindName;

    public string ObjectName => broker.ObjectName;

    public string Cluster => broker.Connection.Name;

    public string Policy => Policies.Administer;

    /// <summary>The first value that is not allowed, with what is; null when all are.</summary>
    public string? Problem => values.Select(pair =>
        !SettingsReference.All.TryGetValue(pair.Key, out var setting) || !setting.IsEditable ? $"{pair.Key} may not be changed while a broker runs"
        : setting.Allows(pair.Value) ? null
        : $"{pair.Key}={pair.Value} is not allowed: {setting.Allowed ?? string.Join(", ", setting.Choices)}").FirstOrDefault(problem => problem is not null);

    /// <summary>What would change, from what the broker says now.</summary>
    public ChangePlan Plan(IReadOnlyDictionary<string, string> now) => new(
        [
            new BrokerChange(broker.ObjectName, broker.Address, false,
                [.. values.Where(pair => now.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => new FieldChange(pair.Key, now.GetValueOrDefault(pair.Key), pair.Value))]),
        ],
        string.Join('\n', values.Select(pair => ShellText.Line("mqadmin", "updateBrokerConfig", "-b", broker.Address, "-k", pair.Key, "-v", pair.Value))));

    public async Task<ChangePlan> PlanAsync(CancellationToken cancellation) => Plan(await broker.Connection.Admin.Brokers.GetSettingsAsync(broker.Address, cancellation));

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation) => Problem is { } problem
        ? [new ServerOutcome(broker.ObjectName, problem)]
        : await ServerRequests.AskAsync(
            () => broker.Connection.Admin.Brokers.UpdateSettingsAsync(BrokerTarget.Address(broker.Address), values, cancellation), broker.ObjectName, broker.Connection.Snapshot);

    public async Task<bool> IsVisibleAsync(CancellationToken cancellation)
    {
        try
        {
            return (await PlanAsync(cancellation)).Brokers[0].Fields.Count == 0;
        }
        catch (Exception failure) when (FailureText.IsExpected(failure))
        {
            return false;
        }
    }
}
