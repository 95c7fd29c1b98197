using System.Globalization;
using RocketMQ.ManagementConsole.Formatting;

namespace RocketMQ.ManagementConsole.Groups.Offsets;

/// <summary>The mqadmin lines that move offsets (docs/protocol.md 3.2). Name servers come from NAMESRV_ADDR.</summary>
internal static class OffsetCommands
{
    /// <summary>One line where mqadmin has one for all of it, else a line for each queue; null when nothing moves.</summary>
    public static string? Of(OffsetPlan plan)
    {
        var (group, topic, goal, queues) = plan.Order;
        if (!plan.Moves.Any())
            return null;
        return (goal, queues) switch
        {
            ({ Kind: OffsetGoalKind.Group, Source: { } source }, null) => ShellText.Line(["mqadmin", "cloneGroupOffset", "-s", source, "-d", group, "-t", topic, "-o", "true"]),
            ({ Kind: OffsetGoalKind.Latest }, null) => ShellText.Line(["mqadmin", "skipAccumulatedMessage", "-g", group, "-t", topic]),
            ({ IsTime: true }, null) => ShellText.Line(
                ["mqadmin", "resetOffsetByTime", "-g", group, "-t", topic, "-s", Text(goal.ToldTime!.Value.ToUnixTimeMilliseconds())]),
            _ => string.Join('\n', plan.Moves.Select(step => ShellText.Line(
            [
                "mqadmin", "resetOffsetByTime", "-g", group, "-t", topic, "-s", "now",
                "-b", step.Queue.BrokerName, "-q", Text(step.Queue.QueueId), "-o", Text(step.After!.Value),
            ]))),
        };
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
