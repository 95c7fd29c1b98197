namespace RocketMQ.Admin.Groups;

/// <summary>What goes with a deleted group.</summary>
/// <param name="RemoveOffsets">Its committed offsets; else a group of the same name goes on where it stopped.</param>
/// <param name="RemoveTopics">Its topics %RETRY%group and %DLQ%group, with what is in them.</param>
public sealed record GroupDeletion(bool RemoveOffsets = false, bool RemoveTopics = false);
