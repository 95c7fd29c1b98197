using System.Globalization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Lets somebody see what rules hide of the messages of some topics, for a while and for a reason.</summary>
internal sealed class MessageReveal(MaskingStore store, TimeProvider time, string cluster, RevealRequest request, string person) : IChange
{
    public string Kind => "message.reveal";

    public string ObjectName => string.Join(", ", request.Topics);

    public string Policy => Policies.Operate;

    public bool IsListed => false;

    public ChangePlan Plan(ClusterSnapshot snapshot) => new(
        [
            .. request.Topics.Select(topic => new BrokerChange(topic, topic, false,
            [
                new FieldChange("Masking.Reason", null, request.Reason),
                new FieldChange("Masking.Minutes", null, request.Minutes.ToString(CultureInfo.InvariantCulture)),
            ])),
        ],
        null);

    public Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        foreach (var topic in request.Topics)
            store.Reveal(cluster, person, topic, new Reveal(request.Reason, time.GetUtcNow().AddMinutes(request.Minutes)));
        return Task.FromResult<IReadOnlyList<ServerOutcome>>([new ServerOutcome(cluster, null)]);
    }

    public bool IsVisible(ClusterSnapshot snapshot) => request.Topics.All(topic => store.FindReveal(cluster, person, topic) is not null);
}
