using System.Collections.Frozen;

namespace RocketMQ.Admin.Groups;

/// <summary>Groups that every broker makes for itself at start, or uses under a reserved prefix (docs/protocol.md 6.2 and 6.9).</summary>
public static class SystemGroups
{
    private const string ReservedPrefix = "CID_RMQ_SYS_";

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.Ordinal,
        "TOOLS_CONSUMER",
        "FILTERSRV_CONSUMER",
        "SELF_TEST_C_GROUP",
        "CID_ONS-HTTP-PROXY",
        "CID_ONSAPI_PULL",
        "CID_ONSAPI_PERMISSION",
        "CID_ONSAPI_OWNER");

    /// <summary>Whether the group belongs to the servers.</summary>
    public static bool Contains(string group) => Names.Contains(group) || group.StartsWith(ReservedPrefix, StringComparison.Ordinal);
}
