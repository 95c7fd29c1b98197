namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>What a planned change does on one broker.</summary>
/// <param name="BrokerName">The broker set.</param>
/// <param name="Address">Its master; null while it has none, and then it cannot be changed.</param>
/// <param name="IsNew">Whether the broker does not have the object yet.</param>
/// <param name="Fields">What differs; every setting when it is new, none when the broker has all of it already.</param>
public sealed record BrokerChange(string BrokerName, string? Address, bool IsNew, IReadOnlyList<FieldChange> Fields);

/// <summary>One setting before and after.</summary>
/// <param name="Name">Name of the setting, as texts know it.</param>
/// <param name="Before">Value now; null when there is none.</param>
/// <param name="After">Value afterwards; null when there is none then.</param>
public sealed record FieldChange(string Name, string? Before, string? After)
{
    /// <summary>Those of some settings that differ.</summary>
    public static IReadOnlyList<FieldChange> Differing(params IEnumerable<FieldChange> fields) => [.. fields.Where(field => field.Before != field.After)];
}
