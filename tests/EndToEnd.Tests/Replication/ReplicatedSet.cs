using System.Globalization;
using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests.Replication;

/// <summary>A name server and the processes of one set: its master and as many slaves as a test wants, each in a folder of its own.</summary>
internal sealed class ReplicatedSet : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private ReplicatedSet(ServerProcess nameServer, TemporaryFolder folder) => (NameServer, _folder) = (nameServer, folder);

    public ServerProcess NameServer { get; }

    public static async Task<ReplicatedSet> StartAsync()
    {
        var folder = new TemporaryFolder();
        return new ReplicatedSet(await ServerProcess.StartNameServerAsync(folder["n"]), folder);
    }

    /// <summary>A file or folder of the set; its master's begin with "m", its first slave's with "s".</summary>
    public string this[string path] => _folder[path];

    public Task<ServerProcess> StartNameServerAsync(string folder) => ServerProcess.StartNameServerAsync(_folder[folder]);

    public Task<ServerProcess> StartMasterAsync(params (string Key, string Value)[] more) =>
        ServerProcess.StartBrokerAsync(_folder["m"], NameServer.Address, Properties("SYNC_MASTER", 0, more));

    public Task<ServerProcess> StartSlaveAsync(params (string Key, string Value)[] more) => StartSlaveAsync("s", 1, more);

    public Task<ServerProcess> StartSlaveAsync(TcpRelay link) => StartSlaveAsync(("haMasterAddress", link.Address));

    public Task<ServerProcess> StartSlaveAsync(string folder, int id, params (string Key, string Value)[] more) =>
        ServerProcess.StartBrokerAsync(_folder[folder], NameServer.Address, Properties("SLAVE", id, more));

    /// <summary>Where a master's slaves connect to.</summary>
    public static int HaPort(ServerProcess master) => int.Parse(master.Address.Split(':')[1], CultureInfo.InvariantCulture) + 1;

    public async ValueTask DisposeAsync()
    {
        await NameServer.DisposeAsync();
        _folder.Dispose();
    }

    private static Dictionary<string, string> Properties(string role, int id, params (string Key, string Value)[] more)
    {
        var properties = new Dictionary<string, string>
        {
            ["brokerRole"] = role, ["brokerId"] = $"{id}", ["mappedFileSizeCommitLog"] = "4194304", ["brokerIP1"] = "127.0.0.1",
        };
        foreach (var (key, value) in more)
            properties[key] = value;
        return properties;
    }
}
