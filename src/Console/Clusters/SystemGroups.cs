namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>Consumer groups that brokers and tools make for themselves.</summary>
internal static class SystemGroups
{
    private static readonly string[] Prefixes = ["CID_ONSAPI_", "CID_RMQ_SYS_", "CID_SYS_RMQ_", "CID_ONS-"];

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "DEFAULT_CONSUMER", "TOOLS_CONSUMER", "SCHEDULE_CONSUMER", "FILTERSRV_CONSUMER", "__MONITOR_CONSUMER", "SELF_TEST_C_GROUP", "rmq_sys_timer_group",
    };

    /// <summary>Whether the group is one of them.</summary>
    public static bool Contains(string group) =>
        Names.Contains(group) || Prefixes.Any(prefix => group.StartsWith(prefix, StringComparison.Ordinal));
}
