using System.Reflection;
using System.Text.RegularExpressions;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>The way the presets are meant to be used: two name servers, the brokers of a folder, and mqadmin to look at them.</summary>
public sealed partial class PresetTests : IAsyncDisposable
{
    private readonly TemporaryFolder _home = new();
    private readonly List<ChildProcess> _started = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _started)
            await process.DisposeAsync();
        _home.Dispose();
    }

    [Theory]
    [InlineData("2m-2s-sync", "broker-a 0 broker-a;broker-a-s 1 broker-a;broker-b 0 broker-b;broker-b-s 1 broker-b")]
    [InlineData("2m-2s-async", "broker-a 0 broker-a;broker-a-s 1 broker-a;broker-b 0 broker-b;broker-b-s 1 broker-b")]
    [InlineData("2m-noslave", "broker-a 0 broker-a;broker-b 0 broker-b;broker-trace 0 broker-trace")]
    public async Task A_cluster_started_by_hand_from_a_preset_is_shown_by_either_name_server(string preset, string brokers)
    {
        var first = await StartAsync("mqnamesrv", await WithFreePortAsync(""));
        var second = await StartAsync("mqnamesrv", await WithFreePortAsync(await ReadAsync("namesrv-2.properties")));
        var rows = new List<string>();
        foreach (var broker in brokers.Split(';').Select(broker => broker.Split(' ')))
        {
            var file = await WithFreePortAsync(await ReadAsync($"{preset}/{broker[0]}.properties"));
            rows.Add($@"^DefaultCluster +{broker[2]} +{broker[1]} +{Regex.Escape(await StartAsync("mqbroker", file, "-n", $"{first},{second}"))} ");
        }

        foreach (var nameServer in new[] { first, second })
        {
            var shown = await RunAsync(Mqadmin, "clusterList", "-n", nameServer);
            Assert.All(rows, row => Assert.Matches(new Regex(row, RegexOptions.Multiline), shown));
            Assert.Equal(rows.Count, shown.Split('\n').Count(line => line.StartsWith("DefaultCluster ", StringComparison.Ordinal)));
        }

        // The folders that the presets name, below the home folder.
        Assert.All(brokers.Split(';'), broker => Assert.True(File.Exists(_home[$"rocketmq/{broker.Split(' ')[0]}/config/topics.json"])));
    }

    [Fact]
    public async Task The_commands_of_the_walk_through_run_from_the_root_of_the_repository()
    {
        var important = await RunAsync(
            Path.Combine(Repository, "bin", "mqbroker"), "-c", Path.Combine(Repository, "conf/2m-2s-sync/broker-a.properties"), "-n", "127.0.0.1:9876,127.0.0.1:9877", "-m");

        Assert.Contains("namesrvAddr=127.0.0.1:9876,127.0.0.1:9877\n", important, StringComparison.Ordinal);
        Assert.Contains("brokerRole=SYNC_MASTER\n", important, StringComparison.Ordinal);
        Assert.Contains("listenPort=9877\n", await RunAsync(Path.Combine(Repository, "bin", "mqnamesrv"), "-c", Path.Combine(Repository, "conf/namesrv-2.properties"), "-p"), StringComparison.Ordinal);
        Assert.Contains("usage: mqadmin clusterList", await RunAsync(Path.Combine(Repository, "bin", "mqadmin"), "help", "clusterList"), StringComparison.Ordinal);
    }

    internal static string Repository => Metadata("RepositoryRoot");

    private static string Mqadmin => Path.Combine(Repository, "src/Cli/bin", Metadata("Configuration"), "net10.0", "mqadmin");

    private static string Metadata(string key) =>
        typeof(PresetTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Repository, "conf", file));

    /// <summary>A copy of a properties file with another port: the machine's own may be taken while tests run.</summary>
    private async Task<string> WithFreePortAsync(string text)
    {
        var port = FreePorts.Next();
        var file = _home[$"{port}.properties"];
        await File.WriteAllTextAsync(file, $"{Port().Replace(text, "")}\nlistenPort={port}\n");
        return file;
    }

    /// <summary>Starts a server and tells where it answers.</summary>
    private async Task<string> StartAsync(string command, string file, params string[] more)
    {
        var process = ChildProcess.Start(
            Path.Combine(AppContext.BaseDirectory, command), ["-c", file, .. more],
            new Dictionary<string, string> { [ServerHost.ParentVariable] = "1", ["HOME"] = _home.Path });
        _started.Add(process);
        return (await process.ReadLineAsync(line => line.StartsWith(ServerHost.ReadyPrefix, StringComparison.Ordinal))).Split(' ')[^1];
    }

    private async Task<string> RunAsync(string program, params string[] args)
    {
        var process = ChildProcess.Start(program, args, new Dictionary<string, string> { ["CONFIGURATION"] = Metadata("Configuration") });
        _started.Add(process);
        Assert.True(await process.WaitAsync() == 0, process.Transcript);
        return process.Transcript + "\n";
    }

    [GeneratedRegex("^listenPort=.*$", RegexOptions.Multiline)]
    private static partial Regex Port();
}
