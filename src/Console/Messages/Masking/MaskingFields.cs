using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Messages.Masking;

/// <summary>Rules field by field, for plans.</summary>
internal static class MaskingFields
{
    /// <summary>What differs between two rules, of which one may not be there.</summary>
    public static IReadOnlyList<FieldChange> Between(MaskingRule? before, MaskingRule? after) => FieldChange.Differing(
        new FieldChange("Masking.Topics", before?.Topics, after?.Topics),
        new FieldChange("Masking.Kind", before?.Kind.ToString(), after?.Kind.ToString()),
        new FieldChange("Masking.Target", before?.Target, after?.Target));
}
