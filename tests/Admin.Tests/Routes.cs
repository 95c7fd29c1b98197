namespace RocketMQ.Admin.Tests;

internal static class Routes
{
    /// <summary>Brokers tell name servers of a new topic without waiting, so the route comes a moment after the topic.</summary>
    public static async Task WaitAsync(IAdminClient admin, string topic)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await admin.Topics.FindRouteAsync(topic, limit.Token) is null)
            await Task.Delay(10, limit.Token);
    }
}
