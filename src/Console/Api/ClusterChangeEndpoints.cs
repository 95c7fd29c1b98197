using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Clusters.Attaching;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.Remoting.Access;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Creating and deleting clusters of the console's own, attaching and detaching others.</summary>
internal static class ClusterChangeEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapClusterChanges(this RouteGroupBuilder api)
    {
        var clusters = api.MapGroup("/clusters").RequireAuthorization(Policies.ManageConsole).WithTags("Clusters");
        clusters.MapPost("/", CreateAsync).WithName("createCluster")
            .WithSummary("Creates a cluster that the console runs, of a preset or of any shape, and starts it. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 409, 503);
        clusters.MapDelete("/{cluster}", DeleteAsync).WithName("deleteCluster")
            .WithSummary("Deletes a cluster that the console runs, once its processes are stopped, with its files unless keepFolder=true. dryRun=true only plans.")
            .Produces<ChangeAnswer>().Refuses(401, 403, 404, 409, 503);
        clusters.MapPut("/{cluster}/attachment", AttachAsync).WithName("attachCluster")
            .WithSummary("Attaches a cluster by its name servers, which are tried first, or changes one that is attached. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 409, 503);
        clusters.MapDelete("/{cluster}/attachment", DetachAsync).WithName("detachCluster")
            .WithSummary("Detaches a cluster and forgets its keys. Its servers notice nothing. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(401, 403, 404, 409, 503);
        clusters.MapPut("/{cluster}/colour", ColourAsync).WithName("colourCluster").WithSummary("Gives a cluster another colour.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 503);
    }

    private static async Task<IResult> CreateAsync(NewCluster body, bool? dryRun, EmbeddedClusters clusters, ApiChanges changes, HttpContext context)
    {
        var name = body.Name ?? throw RequestRefusedException.Invalid("name", "The body needs the field 'name'.");
        if (clusters.ProblemOf(name)?.Text is { } wrong)
            throw RequestRefusedException.Invalid("name", wrong);
        var shape = ShapeOf(body);
        if (shape.Problem is { } problem)
            throw RequestRefusedException.Invalid("shape", problem);
        var creation = new ClusterCreation(clusters, name, shape);
        try
        {
            return await changes.RunAsync(creation, dryRun, context);
        }
        catch (IOException failure)
        {
            throw new RequestRefusedException(Problems.AllRefused([new ServerOutcome(name, failure.Message)]));
        }
    }

    private static Task<IResult> DeleteAsync(string cluster, bool? keepFolder, bool? dryRun, EmbeddedClusters clusters, ClusterTints tints, ApiChanges changes, HttpContext context)
    {
        if (clusters.Find(cluster) is null)
            throw RequestRefusedException.NotFound($"The console does not run the cluster '{cluster}' itself.");
        var deletion = new ClusterDeletion(clusters, tints, cluster, keepFolder is true);
        return changes.RunAsync(deletion, dryRun, context);
    }

    private static Task<IResult> AttachAsync(
        string cluster, ClusterToAttach body, bool? dryRun, AttachedClusters clusters, ClusterDirectory directory, ClusterTrial trial, ApiChanges changes, HttpContext context)
    {
        var before = clusters.Find(cluster);
        if (before is null && ClusterAttach.ProblemOf(cluster, directory)?.Text is { } wrong)
            throw RequestRefusedException.Invalid("cluster", wrong);
        var servers = body.NameServers ?? before?.NameServers ?? [];
        if (servers.Count == 0 || servers.FirstOrDefault(address => !ServerAddress.IsOne(address)) is not null)
            throw RequestRefusedException.Invalid("nameServers", $"'nameServers' has to name at least one name server, each as {ServerAddress.Allowed}.");
        if (body.AccessKey is null != body.SecretKey is null)
            throw RequestRefusedException.Invalid("secretKey", "'accessKey' and 'secretKey' go together.");
        var attachment = new Attachment
        {
            Name = cluster,
            RegisteredName = body.RegisteredName ?? before?.RegisteredName ?? cluster,
            NameServers = servers,
            Tint = body.Colour ?? directory.Find(cluster)?.Tint ?? ClusterTint.Blue,
            NewKeys = body is { AccessKey: { } key, SecretKey: { } secret } ? new AccessKeys(key, secret) : null,
            ForgetKeys = body.ForgetKeys is true,
        };
        var attach = new ClusterAttach(clusters, directory, trial, attachment);
        return changes.RunAsync(attach, dryRun, context);
    }

    private static Task<IResult> DetachAsync(string cluster, bool? dryRun, AttachedClusters clusters, ApiChanges changes, HttpContext context)
    {
        if (clusters.Find(cluster) is null)
            throw RequestRefusedException.NotFound($"The cluster '{cluster}' is not attached.");
        var detach = new ClusterDetach(clusters, cluster);
        return changes.RunAsync(detach, dryRun, context);
    }

    private static Task<IResult> ColourAsync(ApiCluster target, Colour body, bool? dryRun, ClusterConnector connector, ClusterDirectory directory, ApiChanges changes, HttpContext context)
    {
        var tint = body.Tint ?? throw RequestRefusedException.Invalid("colour", $"The body needs the field 'colour': {string.Join(", ", Enum.GetNames<ClusterTint>())}.");
        var colouring = new ClusterColouring(connector, directory, target.Connection.Name, tint);
        return changes.RunAsync(colouring, dryRun, context);
    }

    private static ClusterShape ShapeOf(NewCluster body)
    {
        if (body.Preset is not { } preset)
            return new ClusterShape(body.NameServers ?? 1, body.Masters ?? 1, body.SlavesPerMaster ?? 0, body.Synchronous ?? false);
        if (body is not { NameServers: null, Masters: null, SlavesPerMaster: null, Synchronous: null })
            throw RequestRefusedException.Invalid("preset", "A preset has a shape of its own; leave out nameServers, masters, slavesPerMaster and synchronous.");
        return ClusterShape.Presets.GetValueOrDefault(preset)
            ?? throw RequestRefusedException.Invalid("preset", $"'{preset}' is no preset; allowed are {string.Join(", ", ClusterShape.Presets.Keys)}.");
    }

    /// <summary>A cluster to create.</summary>
    /// <param name="Name">Its name, in addresses too.</param>
    /// <param name="Preset">single, 2m-noslave, 2m-2s-async or 2m-2s-sync; instead of the following.</param>
    /// <param name="NameServers">How many name servers; 1 when it is left out.</param>
    /// <param name="Masters">How many masters; 1 when it is left out.</param>
    /// <param name="SlavesPerMaster">How many slaves each; none when it is left out.</param>
    /// <param name="Synchronous">Whether a send is confirmed only when a slave has it.</param>
    internal sealed record NewCluster(string? Name, string? Preset, int? NameServers, int? Masters, int? SlavesPerMaster, bool? Synchronous);

    /// <summary>A cluster to attach; what is left out stays as it is.</summary>
    /// <param name="NameServers">"host:port" each.</param>
    /// <param name="RegisteredName">The name its brokers register; the one in the address when it is left out.</param>
    /// <param name="Colour">Its colour.</param>
    /// <param name="AccessKey">Key for brokers with access control; kept encrypted.</param>
    /// <param name="SecretKey">The secret that goes with it.</param>
    /// <param name="ForgetKeys">Whether keys that are kept are forgotten.</param>
    internal sealed record ClusterToAttach(IReadOnlyList<string>? NameServers, string? RegisteredName, ClusterTint? Colour, string? AccessKey, string? SecretKey, bool? ForgetKeys)
    {
        /// <summary>Never the secret, so that it does not get into logs.</summary>
        public override string ToString() => $"{RegisteredName} at {string.Join(", ", NameServers ?? [])}";
    }

    /// <summary>A colour.</summary>
    /// <param name="Tint">Which.</param>
    internal sealed record Colour([property: System.Text.Json.Serialization.JsonPropertyName("colour")] ClusterTint? Tint);
}
