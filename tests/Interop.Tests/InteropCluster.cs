using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Remoting.Transport;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Interop.Tests;

/// <summary>One name server and one broker, each its own process, and the clients of others that talk to them.</summary>
public sealed class InteropCluster : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly RemotingClient _client = new(new(), RouteTable.Empty, NullLoggerFactory.Instance, TimeProvider.System);

    public ServerProcess NameServer { get; private set; } = null!;

    public ServerProcess Broker { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        NameServer = await ServerProcess.StartNameServerAsync(_folder["namesrv"]);
        Broker = await ServerProcess.StartBrokerAsync(_folder["broker"], NameServer.Address);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await Broker.DisposeAsync();
        await NameServer.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Creates a topic as mqadmin does, and waits until the name server knows its route.</summary>
    public async Task CreateTopicAsync(string topic, int queues = 4)
    {
        await InvokeAsync(Broker.Address, RequestCode.UpdateAndCreateTopic, new()
        {
            ["topic"] = topic,
            ["defaultTopic"] = "TBW102",
            ["readQueueNums"] = $"{queues}",
            ["writeQueueNums"] = $"{queues}",
            ["perm"] = "6",
            ["topicFilterType"] = "SINGLE_TAG",
            ["topicSysFlag"] = "0",
            ["order"] = "false",
        });
        await Eventually.HoldsAsync($"a route of {topic}", async () =>
            (await AskAsync(NameServer.Address, RequestCode.GetRouteInfoByTopic, new() { ["topic"] = topic })).ResponseCode == ResponseCode.Success);
    }

    /// <summary>A request that must succeed.</summary>
    public async Task<RemotingCommand> InvokeAsync(string address, RequestCode code, Dictionary<string, string> fields)
    {
        var response = await AskAsync(address, code, fields);
        Assert.True(response.ResponseCode == ResponseCode.Success, $"{code} was answered {response.ResponseCode}: {response.Remark}");
        return response;
    }

    /// <summary>Starts a producer of ali-ons.</summary>
    public Task<AliOns> StartProducerAsync(string group) => AliOns.StartAsync("produce", NameServer.Address, group);

    /// <summary>Starts a push consumer of ali-ons.</summary>
    public Task<AliOns> StartConsumerAsync(string group, string topic, string expression = "*") =>
        AliOns.StartAsync("consume", NameServer.Address, group, topic, expression);

    /// <summary>Starts a push consumer of ali-ons that gets every message, whatever the other members get.</summary>
    public Task<AliOns> StartBroadcastAsync(string group, string topic) =>
        AliOns.StartAsync("consume", NameServer.Address, group, topic, "*", "broadcast");

    /// <summary>A request, whatever its answer.</summary>
    public Task<RemotingCommand> AskAsync(string address, RequestCode code, Dictionary<string, string> fields) =>
        _client.InvokeAsync(address, new RemotingCommand { Code = (int)code, ExtFields = fields }, TimeSpan.FromSeconds(10));
}
