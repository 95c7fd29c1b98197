using System.Globalization;
using RocketMQ.Admin.Groups;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Formatting;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>The mqadmin lines that do what the pages of groups do (docs/protocol.md 3.2). Name servers come from NAMESRV_ADDR.</summary>
internal static class GroupCommands
{
    /// <summary>Creates or changes a group; several lines when not all masters of a cluster are chosen.</summary>
    public static string Update(GroupDraft draft, ClusterSnapshot snapshot)
    {
        var config = draft.Config;
        return string.Join('\n', snapshot.TargetArguments(draft.Brokers).Select(target => ShellText.Line(
        [
            "mqadmin", "updateSubGroup", .. target, "-g", config.GroupName,
            "-s", Text(config.ConsumeEnable), "-m", Text(config.ConsumeFromMinEnable), "-d", Text(config.ConsumeBroadcastEnable),
            "-q", Text(config.RetryQueueNums), "-r", Text(config.RetryMaxTimes), "-i", Text(config.BrokerId),
            "-w", Text(config.WhichBrokerWhenConsumeSlowly), "-a", Text(config.NotifyConsumerIdsChangedEnable),
        ])));
    }

    /// <summary>Deletes a group. With a cluster mqadmin deletes its retry and dead letter topics, too; broker by broker it leaves them.</summary>
    public static string Delete(string group, GroupDeletion deletion, ClusterSnapshot snapshot)
    {
        var targets = deletion.RemoveTopics
            ? snapshot.Masters().Select(broker => broker.ClusterName).Distinct().Select(cluster => new[] { "-c", cluster })
            : snapshot.Masters().Select(broker => new[] { "-b", broker.Address });
        return string.Join('\n', targets.Select(target => ShellText.Line(["mqadmin", "deleteSubGroup", .. target, "-g", group, "-r", Text(deletion.RemoveOffsets)])));
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
