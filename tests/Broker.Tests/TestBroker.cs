using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Hosting;
using RocketMQ.Remoting.Access;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Wire;
using RocketMQ.Store;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests;

/// <summary>A whole broker over a network in memory: real store in a folder, real route table, no port, and a clock that the test moves.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    public const string Address = "127.0.0.1:10911";

    private readonly bool _ownsFolder;

    private TestBroker(BrokerServer server, TemporaryFolder folder, bool ownsFolder, MemoryNetwork network, FakeTimeProvider time)
    {
        (Server, Folder, _ownsFolder, Network, Time) = (server, folder, ownsFolder, network, time);
    }

    public BrokerServer Server { get; }

    public TemporaryFolder Folder { get; }

    public MemoryNetwork Network { get; }

    public FakeTimeProvider Time { get; }

    public static async Task<TestBroker> StartAsync(
        Dictionary<string, string>? more = null, TemporaryFolder? folder = null, MemoryNetwork? network = null, FakeTimeProvider? time = null, string? configFile = null,
        Func<StoreOptions, StoreHooks, Task<IMessageStore>>? opener = null, ILoggerFactory? loggers = null)
    {
        var home = folder ?? new TemporaryFolder();
        network ??= new MemoryNetwork();
        time ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var (configuration, errors, _) = ServerConfiguration.Load(BrokerCatalog.Create(), Properties(home), more ?? []);
        Assert.Empty(errors);
        var server = new BrokerServer(configuration, loggers ?? NullLoggerFactory.Instance, time, configFile)
        {
            OpensPorts = false, Connector = network, StoreOpener = opener,
        };
        await server.StartAsync(CancellationToken.None);
        network.Listen(Address, server.Server);
        return new TestBroker(server, home, folder is null, network, time);
    }

    /// <summary>The time by this broker's clock, milliseconds since 1970.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public Store.IMessageStore Store => Server.Node.Store;

    /// <summary>The folder as it would be left if the process were killed now.</summary>
    public TemporaryFolder Crash()
    {
        var copy = new TemporaryFolder();
        CrashInto(copy);
        return copy;
    }

    /// <summary>Fills a folder with what would be left if the process were killed now.</summary>
    public void CrashInto(TemporaryFolder copy)
    {
        foreach (var file in Directory.EnumerateFiles(Folder.Path, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(Folder.Path, file);
            if (Path.GetFileName(file) == "lock")
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(copy[relative])!);
            File.Copy(file, copy[relative]);
        }
    }

    /// <summary>
    /// Moves the clock step by step until something holds: what waits for the clock arms its next wait on a thread of its own, and gets a
    /// few looks' time for it before the next step, or connections would be idle for too long before anything was done with them.
    /// </summary>
    public Task AdvanceUntilAsync(TimeSpan step, Func<bool> reached)
    {
        const int looksPerStep = 5;
        var looks = 0;
        return Eventually.HoldsAsync("moment at which it holds", () =>
        {
            if (reached())
                return Task.FromResult(true);
            if (looks++ % looksPerStep == 0)
                Time.Advance(step);
            return Task.FromResult(reached());
        }, pause: 10);
    }

    /// <summary>A client of this broker, with a connection of its own.</summary>
    public TestClient Connect(params (RequestCode Code, Func<RemotingCommand, Reply> Answer)[] answers) => new(Network, Time, null, answers);

    /// <summary>A client of this broker that signs.</summary>
    /// <param name="keys">What it signs with; null for nothing.</param>
    public TestClient Connect(AccessKeys? keys) => new(Network, Time, keys);

    public async ValueTask DisposeAsync()
    {
        Network.Close(Address);
        await Server.DisposeAsync();
        if (_ownsFolder)
            Folder.Dispose();
    }

    private static Dictionary<string, string> Properties(TemporaryFolder folder) => new()
    {
        ["brokerName"] = "broker-a",
        ["brokerIP1"] = IPAddress.Loopback.ToString(),
        ["storePathRootDir"] = folder["store"],
        ["mappedFileSizeCommitLog"] = "1048576",
        ["mappedFileSizeConsumeQueue"] = "6000",
        ["maxHashSlotNum"] = "1000",
        ["maxIndexNum"] = "4000",
    };
}
