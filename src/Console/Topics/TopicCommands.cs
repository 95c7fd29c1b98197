using System.Globalization;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Formatting;

namespace RocketMQ.ManagementConsole.Topics;

/// <summary>The mqadmin lines that do what the pages of topics do (docs/protocol.md 3.2). Name servers come from NAMESRV_ADDR.</summary>
internal static class TopicCommands
{
    /// <summary>Creates or changes a topic; several lines when not all masters of a cluster are chosen, or shall have settings of their own.</summary>
    public static string Update(TopicWish wish, ClusterSnapshot snapshot)
    {
        var lines = wish.Brokers.GroupBy(broker => broker.Value, broker => broker.Key)
            .SelectMany(brokers => snapshot.TargetArguments([.. brokers]).Select(target => ShellText.Line(
            [
                "mqadmin", "updateTopic", .. target, "-t", wish.Name,
                "-r", Text(brokers.Key.ReadQueues), "-w", Text(brokers.Key.WriteQueues), "-p", Text(brokers.Key.Permission), "-o", wish.Order ? "true" : "false",
                .. wish.MessageType is { } type ? new[] { "-a", $"+{MessageTypes.Attribute}={type}" } : [],
            ])));
        return string.Join('\n', wish.Order && wish.OrderQueues is { } queues
            ? lines.Append(ShellText.Line("mqadmin", "updateOrderConf", "-m", "put", "-t", wish.Name, "-v", queues))
            : lines);
    }

    /// <summary>Deletes a topic from every cluster that the name servers know.</summary>
    public static string Delete(string topic, ClusterSnapshot snapshot) => string.Join('\n', snapshot.Masters()
        .Select(broker => broker.ClusterName).Distinct()
        .Select(cluster => ShellText.Line("mqadmin", "deleteTopic", "-c", cluster, "-t", topic)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
