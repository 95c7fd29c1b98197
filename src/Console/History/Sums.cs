namespace RocketMQ.ManagementConsole.History;

/// <summary>Values of one series within one row: enough to go on adding, and for mean and peak.</summary>
internal readonly record struct Sums(double Sum, long Count, double Max)
{
    /// <summary>With one more value.</summary>
    public Sums Add(double value) => new(Sum + value, Count + 1, Count == 0 ? value : Math.Max(Max, value));
}
