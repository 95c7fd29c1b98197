using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Broker.Config;
using RocketMQ.Broker.Hosting;
using RocketMQ.Remoting.Access;
using RocketMQ.Remoting.Hosting;
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
        ILoggerFactory? loggers = null)
    {
        var home = folder ?? new TemporaryFolder();
        network ??= new MemoryNetwork();
        time ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var (configuration, errors, _) = ServerConfiguration.Load(BrokerCatalog.Create(), Properties(home), more ?? []);
        Assert.Empty(errors);
        var server = new BrokerServer(configuration, loggers ?? NullLoggerFactory.Instance, time, configFile) { OpensPorts = false, Connector = network };
        await server.StartAsync(CancellationToken.None);
        network.Listen(Address, server.Server);
        return new TestBroker(server, home, folder is null, network, time);
    }

    /// <summary>A client of this broker, with a connection of its own.</summary>
    /// <param name="keys">What it signs with; null for nothing.</param>
    public TestClient Connect(AccessKeys? keys = null) => new(Network, Time, keys);

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
