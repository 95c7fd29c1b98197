using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>Processes whose states the test sets, and that write down what they are ordered.</summary>
public sealed class FakeSupervisor(string folder) : IServerSupervisor
{
    public event Action? Changed;

    public string Name => "dev";

    public string? Problem { get; set; }

    public IReadOnlyList<ServerSnapshot> Servers { get; private set; } = [];

    /// <summary>Where the servers' folders are.</summary>
    public string Folder => folder;

    /// <summary>What was ordered, "*" for all.</summary>
    public List<(string Server, ServerAction Action)> Orders { get; } = [];

    /// <summary>What orders are answered with.</summary>
    public string? Refusal { get; set; }

    public string FolderOf(string server) => Path.Combine(folder, server);

    public IReadOnlyList<string> LogTail(string server) => [$"first of {server}", $"last of {server}"];

    /// <summary>The text of every properties file.</summary>
    public string Properties { get; set; } = "listenPort=10911\n";

    public Task<string> ReadPropertiesAsync(string server) => Task.FromResult(Properties);

    public Task<PropertiesOutcome> SavePropertiesAsync(string server, string before, string text)
    {
        if (Refusal is null)
            Properties = text;
        return Task.FromResult(new PropertiesOutcome(Refusal));
    }

    public Task<string?> OrderAsync(string server, ServerAction action)
    {
        Orders.Add((server, action));
        return Task.FromResult(Refusal);
    }

    public Task<string?> OrderAllAsync(ServerAction action) => OrderAsync("*", action);

    public void Publish(params IReadOnlyList<ServerSnapshot> servers)
    {
        Servers = servers;
        Changed?.Invoke();
    }
}
