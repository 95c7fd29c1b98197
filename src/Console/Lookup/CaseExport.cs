using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Messages.Tracing;

namespace RocketMQ.ManagementConsole.Lookup;

/// <summary>Takes a case file. It changes nothing, and the audit has who took which message out of the console, and as what.</summary>
internal sealed class CaseExport(VisibleMessage message, string format, string? traceTopic, string person, TimeProvider time) : IChange
{
    public string Kind => "message.export";

    public string ObjectName => message.Located.Message.OffsetMessageId;

    public string Policy => Policies.View;

    public bool IsListed => false;

    /// <summary>The file; null when it was not made.</summary>
    public CaseFile? File { get; private set; }

    public ChangePlan Plan(ClusterSnapshot snapshot) => new(
        [
            new BrokerChange(message.BrokerName, snapshot.MasterAddress(message.BrokerName), false,
            [
                new FieldChange("Case.Topic", null, message.Topic),
                new FieldChange("Case.Format", null, format),
                .. message.HiddenBy.Count == 0 ? Array.Empty<FieldChange>() : [new FieldChange("Case.Hidden", null, string.Join(", ", message.HiddenBy))],
                .. message.Reveal is { } reveal ? new[] { new FieldChange("Case.Revealed", null, reveal.Reason) } : [],
            ]),
        ],
        null);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        File = new CaseFile(message, await MessageWay.FindAsync(connection, message.Located, traceTopic, cancellation), person, time.GetUtcNow());
        return [new ServerOutcome(message.BrokerName, null)];
    }

    public bool IsVisible(ClusterSnapshot snapshot) => File is not null;
}
