namespace RocketMQ.ManagementConsole.Topics;

/// <summary>A route as a picture: name servers, the brokers they tell of, and the queues on each. Places and sizes of everything, in the picture's own units.</summary>
public sealed record RouteMap
{
    /// <summary>Width of the whole.</summary>
    public const int Width = 960;

    /// <summary>Width of a name server's or broker's box.</summary>
    public const int BoxWidth = 250;

    /// <summary>Height of a line of text.</summary>
    public const int Line = 18;

    /// <summary>Width and height of a queue.</summary>
    public const int Cell = 16;

    private const int Gap = 20;
    private const int Padding = 10;
    private const int BrokersAt = 330;
    private const int QueuesAt = 640;
    private const int CellsPerRow = 16;
    private const int MostCells = 64;

    /// <summary>Height of the whole.</summary>
    public required int Height { get; init; }

    /// <summary>Name servers, from top to bottom.</summary>
    public required IReadOnlyList<Box> NameServers { get; init; }

    /// <summary>Brokers, from top to bottom.</summary>
    public required IReadOnlyList<BrokerBox> Brokers { get; init; }

    /// <summary>Draws a route.</summary>
    public static RouteMap Of(TopicRoute route, IReadOnlyList<string> nameServers)
    {
        List<BrokerBox> brokers = [];
        var y = 0;
        foreach (var row in route.Rows)
        {
            var box = Draw(row, y);
            brokers.Add(box);
            y += box.Height + Gap;
        }

        var height = Math.Max(y - Gap, nameServers.Count * (Line + 2 * Padding + Gap) - Gap);
        var each = (double)height / Math.Max(1, nameServers.Count);
        return new RouteMap
        {
            Height = height,
            Brokers = brokers,
            NameServers = [.. nameServers.Select((address, at) => new Box(address, 0, (int)(each * at + each / 2 - (Line + 2 * Padding) / 2.0), Line + 2 * Padding))],
        };
    }

    private static BrokerBox Draw(TopicRoute.Row row, int y)
    {
        var queues = Math.Max(row.ReadQueues, row.WriteQueues);
        var cells = Enumerable.Range(0, Math.Min(queues, MostCells)).Select(queue => new QueueCell(
            queue,
            QueuesAt + queue % CellsPerRow * (Cell + 3),
            y + Padding + Line + queue / CellsPerRow * (Cell + 3),
            row.CanRead && queue < row.ReadQueues,
            row.CanWrite && queue < row.WriteQueues)).ToList();
        var rows = (cells.Count + CellsPerRow - 1) / CellsPerRow;
        var height = Math.Max((1 + row.Replicas.Count) * Line, Line + rows * (Cell + 3) + (queues > MostCells ? Line : 0)) + 2 * Padding;
        return new BrokerBox(row, new Box(row.Broker, BrokersAt, y, height), cells, queues - cells.Count);
    }

    /// <summary>A box with a name.</summary>
    public sealed record Box(string Name, int X, int Y, int Height)
    {
        /// <summary>Where lines end.</summary>
        public int Middle => Y + Height / 2;
    }

    /// <summary>A broker set with its processes and queues.</summary>
    /// <param name="Row">What the route says of it.</param>
    /// <param name="Box">Its box.</param>
    /// <param name="Queues">Its queues.</param>
    /// <param name="NotShown">How many more there are.</param>
    public sealed record BrokerBox(TopicRoute.Row Row, Box Box, IReadOnlyList<QueueCell> Queues, int NotShown)
    {
        /// <summary>Height of box and queues.</summary>
        public int Height => Box.Height;

        /// <summary>Where its queues begin.</summary>
        public static int QueuesX => QueuesAt;
    }

    /// <summary>One queue.</summary>
    public sealed record QueueCell(int Queue, int X, int Y, bool CanRead, bool CanWrite);
}
