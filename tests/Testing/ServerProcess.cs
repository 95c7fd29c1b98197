using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Testing;

/// <summary>A name server or broker as its own process, the way it runs in production, on ports the test picked.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly string _command;
    private readonly string _configFile;
    private readonly Dictionary<string, string> _environment;
    private ChildProcess _child;

    private ServerProcess(string command, string configFile, Dictionary<string, string> environment, ChildProcess child, string address)
    {
        _command = command;
        _configFile = configFile;
        _environment = environment;
        _child = child;
        Address = address;
    }

    /// <summary>"host:port" where it answers.</summary>
    public string Address { get; }

    /// <summary>What it printed.</summary>
    public string Transcript => _child.Transcript;

    /// <summary>The process id.</summary>
    public int Id => _child.Id;

    /// <summary>Starts a name server in <paramref name="folder"/> and waits until it answers.</summary>
    public static Task<ServerProcess> StartNameServerAsync(
        string folder, Dictionary<string, string>? more = null, Dictionary<string, string>? environment = null)
    {
        var properties = new Dictionary<string, string>
        {
            ["listenPort"] = $"{FreePorts.Next()}",
            ["kvConfigPath"] = Path.Combine(folder, "kvConfig.json"),
            ["configStorePath"] = Path.Combine(folder, "namesrv.properties"),
        };
        foreach (var (name, value) in more ?? [])
            properties[name] = value;
        return StartAsync("mqnamesrv", folder, properties, environment ?? []);
    }

    /// <summary>Starts a broker with its store in <paramref name="folder"/> and waits until it answers.</summary>
    public static Task<ServerProcess> StartBrokerAsync(
        string folder, string nameServers, Dictionary<string, string>? more = null, Dictionary<string, string>? environment = null)
    {
        var properties = new Dictionary<string, string>
        {
            ["listenPort"] = $"{FreePorts.Next()}",
            ["namesrvAddr"] = nameServers,
            ["brokerName"] = "broker-a",
            ["storePathRootDir"] = Path.Combine(folder, "store"),
        };
        foreach (var (name, value) in more ?? [])
            properties[name] = value;
        return StartAsync("mqbroker", folder, properties, environment ?? []);
    }

    /// <summary>kill -9, then the same process again on the same port and files.</summary>
    public async Task KillAndRestartAsync()
    {
        await _child.KillAsync();
        await RestartAsync();
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync() => _child.KillAsync();

    /// <summary>The same process again, after it was killed or stopped.</summary>
    public async Task RestartAsync()
    {
        await _child.DisposeAsync();
        _child = Launch(_command, _configFile, _environment);
        await _child.ReadLineAsync(line => line.StartsWith(ServerHost.ReadyPrefix, StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _child.DisposeAsync();

    private static async Task<ServerProcess> StartAsync(
        string command, string folder, Dictionary<string, string> properties, Dictionary<string, string> environment)
    {
        Directory.CreateDirectory(folder);
        var configFile = Path.Combine(folder, $"{command}-{properties["listenPort"]}.properties");
        await File.WriteAllLinesAsync(configFile, properties.Select(property => $"{property.Key}={property.Value}"));
        var child = Launch(command, configFile, environment);
        try
        {
            var ready = await child.ReadLineAsync(line => line.StartsWith(ServerHost.ReadyPrefix, StringComparison.Ordinal));
            return new ServerProcess(command, configFile, environment, child, ready.Split(' ')[^1]);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    private static ChildProcess Launch(string command, string configFile, Dictionary<string, string> environment) => ChildProcess.Start(
        Path.Combine(AppContext.BaseDirectory, command), ["-c", configFile],
        new Dictionary<string, string>(environment) { [ServerHost.ParentVariable] = "1", ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" });
}
