using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>What a change does, or would do.</summary>
/// <param name="Applied">False for a dry run.</param>
/// <param name="Changes">Setting by setting, of each broker.</param>
/// <param name="CommandLine">The lines of mqadmin that do the same; null when it has none.</param>
/// <param name="Outcomes">What became of it on each server; empty for a dry run.</param>
internal sealed record ChangeAnswer(bool Applied, IReadOnlyList<ChangeAnswer.ChangedSetting> Changes, string? CommandLine, IReadOnlyList<ServerOutcome> Outcomes)
{
    /// <summary>Its number in the audit, for undoing it; null for a dry run.</summary>
    public long? Change { get; init; }

    /// <summary>What was made, where it is named by an id that the console chose; null otherwise.</summary>
    public string? Id { get; init; }

    /// <summary>The plan of a change.</summary>
    public static ChangeAnswer Of(ChangePlan plan) => new(
        false,
        [.. plan.Brokers.SelectMany(broker => broker.Fields.Select(field => new ChangedSetting(broker.BrokerName, field.Name[(field.Name.IndexOf('.', StringComparison.Ordinal) + 1)..], field.Before, field.After)))],
        plan.CommandLine,
        []);

    /// <summary>One setting on one broker.</summary>
    /// <param name="Broker">Name of the broker set.</param>
    /// <param name="Setting">Which.</param>
    /// <param name="Before">Its value; null when there was none.</param>
    /// <param name="After">Its value afterwards; null when there is none then.</param>
    internal sealed record ChangedSetting(string Broker, string Setting, string? Before, string? After);
}
