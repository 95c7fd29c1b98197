using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Groups;

/// <summary>The tables of consumerProgress: one group as 4.9 and as 5.x prints it, with or without clients, and all groups.</summary>
internal static class ProgressTables
{
    public static TableLayout<GroupLine> Groups { get; } = new(
        ["#Group", "#Count", "#Version", "#Type", "#Model", "#TPS", "#Diff Total"],
        "{0,-64}  {1,-6}  {2,-24} {3,-5}  {4,-14}  {5,-7}  {6}",
        line => [line.Group, line.Members, line.Version ?? "OFFLINE", line.Type, line.Model, (long)line.Tps, line.Diff]);

    public static void Print(Invocation call, Screen screen, ProgressView view, bool clients)
    {
        var isNew = view.Queues.Any(queue => queue.Inflight is not null);
        Layout(call, isNew, clients).Print(screen, view.Queues);
        screen.Print($"");
        screen.Print($"Consume TPS: {view.ConsumeTps:F2}");
        if (!isNew)
        {
            screen.Print($"Diff Total: {view.DiffTotal}");
            return;
        }

        screen.Print($"Consume Diff Total: {view.DiffTotal}");
        screen.Print($"Consume Inflight Total: {view.Queues.Sum(queue => queue.Inflight ?? 0)}");
    }

    private static TableLayout<GroupQueue> Layout(Invocation call, bool isNew, bool clients)
    {
        string[] start = ["#Topic", "#Broker Name", "#QID", "#Broker Offset", "#Consumer Offset"];
        Func<GroupQueue, object?[]> common = queue => [queue.Topic, queue.BrokerName, queue.QueueId, queue.BrokerOffset, queue.ConsumerOffset];
        string Last(GroupQueue queue) => call.Clock(queue.LastTimestamp, "yyyy-MM-dd HH:mm:ss", "N/A");
        string Client(GroupQueue queue) => queue.ClientAddress ?? "N/A";
        return (isNew, clients) switch
        {
            (false, false) => new(
                [.. start, "#Diff", "#LastTime"],
                "{0,-64}  {1,-32}  {2,-4}  {3,-20}  {4,-20}  {5,-20}  {6}",
                queue => [.. common(queue), queue.Diff, Last(queue)]),
            (false, true) => new(
                [.. start, "#Client IP", "#Diff", "#LastTime"],
                "{0,-64}  {1,-32}  {2,-4}  {3,-20}  {4,-20}  {5,-20} {6,-20}  {7}",
                queue => [.. common(queue), Client(queue), queue.Diff, Last(queue)]),
            (true, false) => new(
                [.. start, "#Diff", "#Inflight", "#LastTime"],
                "{0,-64}  {1,-32}  {2,-4}  {3,-20}  {4,-20}  {5,-20} {6,-20} {7}",
                queue => [.. common(queue), queue.Diff, queue.Inflight, Last(queue)])
            {
                HeaderFormat = "{0,-64}  {1,-32}  {2,-4}  {3,-20}  {4,-20}  {5,-20} {6,-20}{7}",
            },
            (true, true) => new(
                [.. start, "#Client IP", "#Diff", "#Inflight", "#LastTime"],
                "{0,-64}  {1,-32}  {2,-4}  {3,-20}  {4,-20}  {5,-20} {6,-20} {7,-20} {8}",
                queue => [.. common(queue), Client(queue), queue.Diff, queue.Inflight, Last(queue)])
            {
                HeaderFormat = "{0,-64}  {1,-32}  {2,-4}  {3,-20}  {4,-20}  {5,-20} {6,-20} {7,-20}{8}",
            },
        };
    }
}
