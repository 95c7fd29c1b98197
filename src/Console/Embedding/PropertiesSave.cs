using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Replaces the text of a server's properties file. Key by key in plan and audit; secrets only as changed.</summary>
/// <param name="supervisor">The processes' keeper.</param>
/// <param name="server">Whose file.</param>
/// <param name="before">The text that was changed.</param>
/// <param name="text">The new text.</param>
internal sealed class PropertiesSave(IServerSupervisor supervisor, string server, string before, string text) : IPlacedChange
{
    private static readonly string[] SecretWords = ["secret", "password", "credential"];

    public string Kind => "server.properties";

    public string ObjectName => server;

    public string Cluster => supervisor.Name;

    public string Policy => Policies.Administer;

    /// <summary>What the server's program remarked on a text that it takes; null for nothing, and before it was asked.</summary>
    public string? Remark { get; private set; }

    /// <summary>Which keys would change.</summary>
    public ChangePlan Plan()
    {
        var (old, next) = (PropertiesText.Parse(before), PropertiesText.Parse(text));
        var fields =
            from key in old.Keys.Union(next.Keys).Order(StringComparer.Ordinal)
            let was = old.GetValueOrDefault(key)
            let becomes = next.GetValueOrDefault(key)
            where was != becomes
            select IsSecret(key) ? new FieldChange(key, Hidden(was, "(old)"), Hidden(becomes, "(new)")) : new FieldChange(key, was, becomes);
        return new ChangePlan([new BrokerChange(server, AddressOf(), false, [.. fields])], null);
    }

    public Task<ChangePlan> PlanAsync(CancellationToken cancellation) => Task.FromResult(Plan());

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation)
    {
        var outcome = await supervisor.SavePropertiesAsync(server, before, text);
        Remark = outcome.Remark;
        return [new ServerOutcome(server, outcome.Refusal)];
    }

    public async Task<bool> IsVisibleAsync(CancellationToken cancellation)
    {
        try
        {
            return await supervisor.ReadPropertiesAsync(server) == text.ReplaceLineEndings("\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsSecret(string key) => Array.Exists(SecretWords, word => key.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string? Hidden(string? value, string instead) => value is null ? null : instead;

    private string? AddressOf() => supervisor.Servers.FirstOrDefault(one => one.Name == server)?.Address;
}
