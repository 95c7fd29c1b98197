using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.NameServer.Hosting;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.NameServer.Tests;

/// <summary>A name server behind a network in memory, with a clock that the test turns and a folder of its own.</summary>
internal sealed class RunningNameServer : IAsyncDisposable
{
    public const string Address = "ns:9876";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder? _ownFolder;
    private readonly NameServerInstance _instance;
    private readonly List<RemotingClient> _clients = [];

    public RunningNameServer(string? folder = null, Dictionary<string, string>? properties = null)
    {
        _ownFolder = folder is null ? new TemporaryFolder() : null;
        Folder = folder ?? _ownFolder!.Path;
        var all = new Dictionary<string, string>
        {
            ["kvConfigPath"] = Path.Combine(Folder, "kvConfig.json"),
            ["configStorePath"] = Path.Combine(Folder, "namesrv.properties"),
        };
        foreach (var (name, value) in properties ?? [])
            all[name] = value;
        var (configuration, errors, _) = ServerConfiguration.Load(NameServerConfig.Catalog, all);
        Assert.Empty(errors);
        _instance = new NameServerInstance(configuration, NullLoggerFactory.Instance, Time);
        _instance.Open();
        Network.Listen(Address, _instance.Server);
        Client = NewClient();
    }

    public string Folder { get; }

    public FakeTimeProvider Time { get; } = new();

    public MemoryNetwork Network { get; } = new();

    /// <summary>A tool or client; brokers of a test have their own.</summary>
    public RemotingClient Client { get; }

    public IEnumerable<RemotingConnection> Connections => _instance.Server.Connections;

    /// <summary>Another process, with a connection of its own.</summary>
    public RemotingClient NewClient()
    {
        var client = new RemotingClient(
            new RemotingClientOptions { Limits = new ConnectionLimits { IdleTimeout = TimeSpan.FromDays(1) } },
            RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System, Network);
        _clients.Add(client);
        return client;
    }

    public Task<RemotingCommand> CallAsync(RequestCode code, IRemotingHeader? header = null, byte[]? body = null, RemotingClient? from = null) =>
        (from ?? Client).InvokeAsync(Address, RemotingCommand.Request(code, header, body), Patience);

    public async Task<T> GetAsync<T>(RequestCode code, IRemotingHeader? header = null)
        where T : class
    {
        var response = await CallAsync(code, header);
        Assert.Equal(ResponseCode.Success, response.ResponseCode);
        return FastJson.Parse<T>(response.Body.Span);
    }

    public Task<RemotingCommand> RegisterAsync(
        RemotingClient from, string address = "10.0.0.1:10911", string name = "broker-a", long id = 0, string cluster = "c1",
        long version = 1, bool compressed = false, long? lifetime = null, List<string>? filters = null, params string[] topics)
    {
        var body = RegisterBrokerCodec.Write(
            new RegisterBrokerBody
            {
                FilterServerList = filters ?? [],
                TopicConfigSerializeWrapper = new TopicConfigSerializeWrapper
                {
                    DataVersion = new DataVersion { Counter = version, Timestamp = 1 },
                    TopicConfigTable = topics.ToDictionary(topic => topic, topic => new TopicConfig
                    {
                        TopicName = topic,
                        ReadQueueNums = 8,
                        WriteQueueNums = 8,
                        Perm = 7,
                        TopicSysFlag = topic.StartsWith("unit", StringComparison.Ordinal) ? topic[^1] - '0' : 0,
                    }),
                },
            },
            compressed);
        var header = new RegisterBrokerRequestHeader
        {
            BrokerAddr = address, BrokerName = name, BrokerId = id, ClusterName = cluster, HaServerAddr = address + "0",
            Compressed = compressed, BodyCrc32 = Model.BodyCrc.Of(body), HeartbeatTimeoutMillis = lifetime,
        };
        return CallAsync(RequestCode.RegisterBroker, header, body, from);
    }

    public Task<RemotingCommand> RouteAsync(string topic) =>
        CallAsync(RequestCode.GetRouteInfoByTopic, new GetRouteInfoRequestHeader { Topic = topic });

    public async Task<string?> RouteTextAsync(string topic)
    {
        var response = await RouteAsync(topic);
        return response.ResponseCode == ResponseCode.Success ? Encoding.UTF8.GetString(response.Body.Span) : null;
    }

    /// <summary>Waits until something that happens on another thread has happened.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        await _instance.DisposeAsync();
        _ownFolder?.Dispose();
    }
}
