using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

public sealed class ClusterExportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("export-").FullName;

    private string Elsewhere => Path.Combine(_folder, "elsewhere");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_exported_runs_elsewhere_and_stops_in_order()
    {
        var running = new RunningCluster(Path.Combine(_folder, "cluster"));
        using var archive = new MemoryStream();
        IReadOnlyList<ServerSnapshot> servers;
        await using (running)
        {
            await running.StartAsync();
            servers = running.Cluster.Servers;
            await running.Cluster.Export().WriteAsync(archive, CancellationToken.None);
        }

        await ZipFile.ExtractToDirectoryAsync(archive, Elsewhere);
        var files = Directory.GetFiles(Elsewhere, "*", SearchOption.AllDirectories);
        Assert.Equal(
            ["broker-a/broker.properties", "namesrv/namesrv.properties", "start.sh", "stop.sh"],
            files.Select(file => Path.GetRelativePath(Elsewhere, file)).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.DoesNotContain(_folder, File.ReadAllText(file), StringComparison.Ordinal));

        var processes = new List<int>();
        try
        {
            await RunAsync("start.sh");
            processes.AddRange(servers.Select(server => PidOf(server.Name)));
            await RegisteredAsync(servers[0].Address, servers[1].Address);
            Assert.True(Directory.Exists(Path.Combine(Elsewhere, "broker-a", "store")), "the store is where the export was unpacked");

            await RunAsync("stop.sh");
            foreach (var process in processes)
                await RunningCluster.EndedAsync(process);
        }
        finally
        {
            foreach (var process in processes)
                KillIfThere(process);
        }
    }

    private static async Task RegisteredAsync(string nameServer, string broker)
    {
        await using var admin = new AdminClient(new AdminClientOptions { NameServers = [nameServer] }, NullLoggerFactory.Instance, TimeProvider.System);
        using var limit = new CancellationTokenSource(RunningCluster.Patience);
        while (!await KnowsAsync())
            await Task.Delay(50, limit.Token);

        async Task<bool> KnowsAsync()
        {
            try
            {
                return (await admin.NameServers.GetClusterAsync(limit.Token)).Brokers.Any(known => known.Address == broker);
            }
            catch (RemotingException)
            {
                // It is still starting.
                return false;
            }
        }
    }

    private async Task RunAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", [Path.Combine(Elsewhere, script)])
        {
            Environment = { ["PATH"] = AppContext.BaseDirectory + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH") },
        })!;
        await shell.WaitForExitAsync().WaitAsync(RunningCluster.Patience);
        Assert.Equal(0, shell.ExitCode);
    }

    private int PidOf(string server) =>
        int.Parse(File.ReadAllText(Path.Combine(Elsewhere, server, "pid")), CultureInfo.InvariantCulture);

    private static void KillIfThere(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // There is no such process any more.
        }
    }
}
