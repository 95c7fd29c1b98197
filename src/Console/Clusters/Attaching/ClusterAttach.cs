using System.Security.Cryptography;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;

namespace RocketMQ.ManagementConsole.Clusters.Attaching;

/// <summary>Attaches a cluster, or changes one that is attached, once its name servers were tried. Keys stand nowhere but as given or not.</summary>
internal sealed class ClusterAttach(AttachedClusters clusters, ClusterDirectory directory, ClusterTrial trial, Attachment attachment) : IPlacedChange
{
    public string Kind => "cluster.attach";

    public string ObjectName => attachment.Name;

    public string Cluster => attachment.Name;

    public string Policy => Policies.ManageConsole;

    /// <summary>What would be remembered.</summary>
    public ChangePlan Plan()
    {
        var before = clusters.Find(attachment.Name);
        FieldChange[] all =
        [
            new("Clusters.Addresses", before is null ? null : string.Join(", ", before.NameServers), string.Join(", ", attachment.NameServers)),
            new("Clusters.Registered", before?.RegisteredName, attachment.RegisteredName),
            new("Clusters.Tint", before is null ? null : directory.Find(attachment.Name)?.Tint.ToString(), attachment.Tint.ToString()),
            new("Clusters.Keys", before is { HasKeys: true } ? "(kept)" : null, attachment.NewKeys is not null ? "(new)" : attachment.ForgetKeys || before is not { HasKeys: true } ? null : "(kept)"),
        ];
        return new ChangePlan(
            [new BrokerChange(attachment.Name, string.Join(", ", attachment.NameServers), before is null, [.. all.Where(field => field.Before != field.After)])], null);
    }

    /// <summary>What is wrong with the name; null when it can be had.</summary>
    public static ClusterNameProblem? ProblemOf(string name, ClusterDirectory directory) => ClusterNames.Check(name)
        ?? (directory.All.Any(cluster => string.Equals(cluster.Name, name, StringComparison.OrdinalIgnoreCase)) ? new ClusterNameProblem(ClusterNameFault.Taken, name) : null);

    public Task<ChangePlan> PlanAsync(CancellationToken cancellation) => Task.FromResult(Plan());

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(CancellationToken cancellation) =>
        [new ServerOutcome(attachment.Name, await RefusalAsync(cancellation) ?? clusters.Save(attachment))];

    public Task<bool> IsVisibleAsync(CancellationToken cancellation) => Task.FromResult(Plan().Brokers[0].Fields.All(field => field.Name == "Clusters.Keys"));

    private async Task<string?> RefusalAsync(CancellationToken cancellation)
    {
        if (clusters.Find(attachment.Name) is null && ProblemOf(attachment.Name, directory) is { } name)
            return name.Text;
        if (attachment.NameServers.Count == 0)
            return $"A name server is needed: allowed is {ServerAddress.Allowed}";
        if (attachment.NameServers.FirstOrDefault(address => !ServerAddress.IsOne(address)) is { } wrong)
            return $"'{wrong}' is no address of a name server; allowed is {ServerAddress.Allowed}";
        try
        {
            return (await trial.AskAsync(attachment.NameServers, clusters.KeysFor(attachment), cancellation)).ProblemWith(attachment.RegisteredName);
        }
        catch (CryptographicException)
        {
            return "The access key that is kept can not be decrypted any more; give it anew, or have it forgotten";
        }
    }
}
