using RocketMQ.ManagementConsole.Brokers;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Groups;
using RocketMQ.ManagementConsole.Groups.Offsets;
using RocketMQ.ManagementConsole.Topics;

namespace RocketMQ.ManagementConsole.Plans;

/// <summary>The one list of changes that can be kept. Each needs words in the texts as <c>Plans.Kind.</c> and <c>Audit.Kind.</c></summary>
internal sealed class KeepableKinds(TimeProvider time)
{
    private readonly Dictionary<string, Read> _all = new(StringComparer.Ordinal)
    {
        ["topic.save"] = Listed(TopicSave.Read),
        ["topic.delete"] = Listed(TopicDeletion.Read),
        ["group.save"] = Listed(GroupSave.Read),
        ["group.delete"] = Listed(GroupRemoval.Read),
        ["group.offsets"] = async (state, connection, cancellation) => await OffsetChange.ReadAsync(state, connection, time, cancellation),
        [SettingsChange.KindName] = async (state, connection, cancellation) => await KeptSettings.ReadAsync(state, connection, cancellation),
    };

    private delegate Task<IKeepableChange> Read(string state, IClusterConnection connection, CancellationToken cancellation);

    /// <summary>Kinds as in the audit.</summary>
    public IEnumerable<string> All => _all.Keys;

    /// <summary>The change that was written down. What the lists do not show is asked for, so that it knows what it would do now.</summary>
    public Task<IKeepableChange> ReadAsync(string kind, string state, IClusterConnection connection, CancellationToken cancellation) =>
        _all[kind](state, connection, cancellation);

    private static Read Listed(Func<string, IKeepableChange> read) => (state, _, _) => Task.FromResult(read(state));
}
