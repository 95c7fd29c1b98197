using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>A name server and a broker with access control, whose only account may administer.</summary>
public sealed class GuardedCluster : IAsyncLifetime
{
    public const string AccessKey = "access-key-4711";
    public const string SecretKey = "secret-key-0815";

    private readonly TemporaryFolder _folder = new();
    private ServerProcess _nameServer = null!;
    private ServerProcess _broker = null!;

    /// <summary>"host:port" of the name server.</summary>
    public string NameServer => _nameServer.Address;

    /// <summary>"host:port" of the broker.</summary>
    public string Broker => _broker.Address;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder["home/conf"]);
        await File.WriteAllTextAsync(
            _folder["home/conf/plain_acl.yml"],
            $"""
            accounts:
            - accessKey: {AccessKey}
              secretKey: {SecretKey}
              admin: true
            """);
        _nameServer = await ServerProcess.StartNameServerAsync(_folder["namesrv"]);
        _broker = await ServerProcess.StartBrokerAsync(_folder["broker"], _nameServer.Address, new()
        {
            ["brokerClusterName"] = "guarded", ["brokerName"] = "broker-x", ["brokerIP1"] = "127.0.0.1", ["aclEnable"] = "true", ["rocketmqHome"] = _folder["home"],
        });
    }

    public async Task DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _nameServer.DisposeAsync();
        _folder.Dispose();
    }
}
