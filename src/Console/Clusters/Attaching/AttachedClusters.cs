using System.Security.Cryptography;
using RocketMQ.ManagementConsole.Hosting;
using RocketMQ.Remoting.Access;

namespace RocketMQ.ManagementConsole.Clusters.Attaching;

/// <summary>Attaches clusters and detaches them again, and attaches those that are remembered when the console starts.</summary>
internal sealed class AttachedClusters(AttachedStore store, ClusterConnector connector, ClusterTints tints, Announcements announcements) : IHostedService
{
    /// <summary>Completes when it was printed what could not be attached as remembered.</summary>
    public Task Announced { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The lines wait until the pages are served, the pages for the end of this method.
        Announced = Task.WhenAll(store.All().Select(Connect).OfType<string>().ToList().Select(problem => announcements.LineAsync("Not attached", problem)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The cluster of that name that people attached; null when there is none.</summary>
    public AttachedCluster? Find(string name) => store.Find(name);

    /// <summary>What requests to a cluster would be signed with.</summary>
    /// <exception cref="CryptographicException">Keys are kept, and can not be decrypted any more.</exception>
    public AccessKeys? KeysFor(Attachment attachment) => attachment.NewKeys ?? (attachment.ForgetKeys ? null : store.KeysOf(attachment.Name));

    /// <summary>Attaches a cluster, or changes one that is attached, now and for later starts.</summary>
    /// <returns>Why it is not connected; null when it is.</returns>
    public string? Save(Attachment attachment)
    {
        store.Save(attachment);
        tints.Set(attachment.Name, attachment.Tint);
        return Connect(store.Find(attachment.Name)!);
    }

    /// <summary>Detaches a cluster; nothing happens to its servers.</summary>
    public async Task DetachAsync(string name)
    {
        store.Delete(name);
        await connector.DisconnectAsync(name);
        tints.Forget(name);
    }

    private string? Connect(AttachedCluster cluster)
    {
        var (keys, problem) = ReadKeys(cluster.Name);
        var target = new ClusterTarget
        {
            Name = cluster.Name,
            RegisteredName = cluster.RegisteredName,
            NameServers = cluster.NameServers,
            Origin = ClusterOrigin.Attached,
            Keys = keys,
        };
        if (!connector.Connect(target))
            return $"{cluster.Name}: another cluster of this console has that name";
        connector.SetTint(cluster.Name, tints.Of(cluster.Name));
        return problem;
    }

    private (AccessKeys? Keys, string? Problem) ReadKeys(string name)
    {
        try
        {
            return (store.KeysOf(name), null);
        }
        catch (CryptographicException)
        {
            return (null, $"{name}: its access key can not be decrypted, the keys that it was encrypted with are gone; give it anew on the page Settings. Requests go unsigned until then");
        }
    }
}
