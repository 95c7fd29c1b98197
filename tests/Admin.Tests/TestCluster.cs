using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace RocketMQ.Admin.Tests;

/// <summary>A real name server and a real broker, as processes on free ports of loopback, for the tests of one class.</summary>
public sealed class TestCluster : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("admin-tests-").FullName;
    private readonly List<Process> _processes = [];

    public string NameServer { get; private set; } = "";

    public string Broker { get; private set; } = "";

    public AdminClient Admin { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        NameServer = await StartAsync("mqnamesrv", $"kvConfigPath={_folder}/kv.json", "listenPort=0");
        Broker = await StartAsync(
            "mqbroker",
            "listenPort=0",
            "brokerClusterName=test-cluster",
            "brokerName=broker-t",
            "brokerIP1=127.0.0.1",
            $"namesrvAddr={NameServer}",
            $"storePathRootDir={_folder}/store",
            "mappedFileSizeCommitLog=16777216");
        Admin = NewAdmin(NameServer);
    }

    public static AdminClient NewAdmin(params string[] nameServers) => new(
        new AdminClientOptions { NameServers = nameServers, Timeout = TimeSpan.FromSeconds(10) }, NullLoggerFactory.Instance, TimeProvider.System);

    public async Task DisposeAsync()
    {
        if (Admin is not null)
            await Admin.DisposeAsync();
        foreach (var process in Enumerable.Reverse(_processes))
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(Patience);
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> StartAsync(string program, params string[] properties)
    {
        var file = Path.Combine(_folder, program + ".properties");
        await File.WriteAllLinesAsync(file, properties);
        var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), ["-c", file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["ROCKETMQ_STOP_ON_STDIN_END"] = "1" },
        })!;
        _processes.Add(process);
        // The output is read to its end, or the process would stand still with a full pipe.
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                ready.TrySetException(new InvalidOperationException($"{program} ended before it was ready"));
            else if (line.Data.StartsWith($"READY {program} ", StringComparison.Ordinal))
                ready.TrySetResult(line.Data.Split(' ')[2]);
        };
        process.BeginOutputReadLine();
        return await ready.Task.WaitAsync(Patience);
    }
}

[CollectionDefinition(Name)]
public sealed class ClusterCollection : ICollectionFixture<TestCluster>
{
    public const string Name = "cluster";
}
