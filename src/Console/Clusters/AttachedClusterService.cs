using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Hosting;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>
/// With <c>--attach</c>: learns from the name servers which clusters there are and connects each. While no name server answers, the
/// pages show the failure under the address that was given; clusters that register later are added.
/// </summary>
internal sealed class AttachedClusterService(
    ConsoleOptions options, ClusterConnector connector, Announcements announcements, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(30);

    private string Given => string.Join(";", options.Attach);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The pages need not wait for the first answer.
        await Task.Yield();
        await using var admin = new AdminClient(new AdminClientOptions { NameServers = options.Attach }, loggers, time);
        var told = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            var (report, wait) = await LookAsync(admin, stoppingToken);
            if (report.Label != told)
                await announcements.LineAsync(report.Label, report.Text).WaitAsync(stoppingToken);
            told = report.Label;
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<((string Label, string Text) Report, TimeSpan Wait)> LookAsync(AdminClient admin, CancellationToken stopping)
    {
        try
        {
            var topology = await admin.NameServers.GetClusterAsync(stopping);
            if (topology.ClusterNames.Count == 0)
            {
                Connect(Given);
                return (("No brokers yet", $"{Given} answers and knows no cluster; brokers are looked for every {Retry.TotalSeconds:0} s"), Retry);
            }

            List<string> taken = [.. topology.ClusterNames.Where(name => !Connect(name))];
            if (!topology.ClusterNames.Contains(Given))
                await connector.DisconnectAsync(Given);
            return taken is [var other, ..]
                ? (("Not attached", $"{other} at {Given}: another cluster of this console has that name. Attach it under another name on the page Clusters"), NextLook)
                : (("Attached to", $"{Given}  ({string.Join(", ", topology.ClusterNames)}), {Brokers(topology.Brokers.Count)}"), NextLook);
        }
        catch (Exception failure) when (failure is RemotingException or AdminException)
        {
            Connect(Given);
            return (("Not attached",
                $"{failure.Message}. Is the name server running there, and may this machine reach it? Trying again every {Retry.TotalSeconds:0} s"), Retry);
        }
    }

    private bool Connect(string name) => connector.Connect(new ClusterTarget
    {
        Name = name,
        RegisteredName = name,
        NameServers = options.Attach,
        Origin = ClusterOrigin.CommandLine,
    });

    private static string Brokers(int count) => count == 1 ? "1 broker" : $"{count} brokers";
}
