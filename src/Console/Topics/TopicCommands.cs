using System.Globalization;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Formatting;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>The mqadmin lines that do what the pages of topics do (docs/protocol.md 3.2). Name servers come from NAMESRV_ADDR.</summary>
internal static class TopicCommands
{
    /// <summary>Creates or changes a topic; several lines when not all masters of a cluster are chosen.</summary>
    public static string Update(TopicDraft draft, ClusterSnapshot snapshot) => string.Join('\n', snapshot.TargetArguments(draft.Brokers).Select(target => ShellText.Line(
        [
            "mqadmin", "updateTopic", .. target, "-t", draft.Name,
            "-r", Text(draft.ReadQueues), "-w", Text(draft.WriteQueues), "-p", Text(draft.Permission), "-o", draft.Order ? "true" : "false",
        ])));

    /// <summary>Deletes a topic from every cluster that the name servers know.</summary>
    public static string Delete(string topic, ClusterSnapshot snapshot) => string.Join('\n', snapshot.Masters()
        .Select(broker => broker.ClusterName).Distinct()
        .Select(cluster => ShellText.Line("mqadmin", "deleteTopic", "-c", cluster, "-t", topic)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
