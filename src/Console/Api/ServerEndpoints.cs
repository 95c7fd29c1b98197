using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>The processes of clusters that the console runs.</summary>
internal static class ServerEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapServers(this RouteGroupBuilder api)
    {
        var servers = api.MapGroup("/clusters/{cluster}/servers").WithTags("Processes");
        servers.MapGet("/", (string cluster, IServerSupervisors all) => Own(cluster, all).Servers).RequireAuthorization(Policies.View).WithName("listServers")
            .WithSummary("The processes of a cluster that the console runs: state, address, process id, why each ended last.").Produces<IReadOnlyList<ServerSnapshot>>().Refuses(401, 404);
        servers.MapGet("/{server}/log", Log).RequireAuthorization(Policies.View).WithName("getServerLog")
            .WithSummary("The newest lines that a process printed, oldest first.").Produces<IReadOnlyList<string>>().Refuses(401, 404);
        servers.MapGet("/{server}/properties", PropertiesAsync).RequireAuthorization(Policies.Administer).WithName("getServerProperties")
            .WithSummary("The text of a process's properties file.").Produces<PropertiesAnswer>().Refuses(401, 403, 404, 503);
        servers.MapPut("/{server}/properties", SaveAsync).RequireAuthorization(Policies.Administer).WithName("putServerProperties")
            .WithSummary("Replaces the text of a process's properties file, which counts from its next start. 'before' is the text that was changed. dryRun=true only plans.")
            .Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 503);
        servers.MapPost("/orders", OrderAsync).RequireAuthorization(Policies.Administer).WithName("orderServers")
            .WithSummary("Orders a process, or all that can, to start, stop, restart or be killed. dryRun=true only plans.")
            .Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 503);
    }

    private static IReadOnlyList<string> Log(string cluster, string server, IServerSupervisors all) => Known(cluster, server, all).LogTail(server);

    private static async Task<PropertiesAnswer> PropertiesAsync(string cluster, string server, IServerSupervisors all) => new(await ReadAsync(Known(cluster, server, all), server));

    private static async Task<IResult> SaveAsync(string cluster, string server, NewProperties body, bool? dryRun, IServerSupervisors all, ApiChanges changes, HttpContext context)
    {
        var supervisor = Known(cluster, server, all);
        var text = body.Text ?? throw RequestRefusedException.Invalid("text", "The body needs the field 'text', all of the file.");
        var save = new PropertiesSave(supervisor, server, body.Before ?? await ReadAsync(supervisor, server), text);
        return await changes.RunAsync(save, dryRun, context);
    }

    private static Task<IResult> OrderAsync(string cluster, Order body, bool? dryRun, IServerSupervisors all, ApiChanges changes, HttpContext context)
    {
        var supervisor = body.Server is null ? Own(cluster, all) : Known(cluster, body.Server, all);
        var action = body.Action ?? throw RequestRefusedException.Invalid(
            "action", $"The body needs the field 'action': {string.Join(", ", Enum.GetNames<ServerAction>().Select(name => name.ToLowerInvariant()))}.");
        var order = new ServerOrder(supervisor, body.Server, action);
        return changes.RunAsync(order, dryRun, context);
    }

    private static IServerSupervisor Own(string cluster, IServerSupervisors all) =>
        all.Find(cluster) ?? throw RequestRefusedException.NotFound($"The console does not run the cluster '{cluster}' itself.");

    private static IServerSupervisor Known(string cluster, string server, IServerSupervisors all)
    {
        var supervisor = Own(cluster, all);
        return supervisor.Servers.Any(one => one.Name == server)
            ? supervisor
            : throw RequestRefusedException.NotFound($"The cluster '{cluster}' has no process '{server}'; known are {string.Join(", ", supervisor.Servers.Select(one => one.Name))}.");
    }

    private static async Task<string> ReadAsync(IServerSupervisor supervisor, string server)
    {
        try
        {
            return await supervisor.ReadPropertiesAsync(server);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RequestRefusedException(Problems.AllRefused([new Clusters.ServerOutcome(server, failure.Message)]));
        }
    }

    /// <summary>A properties file.</summary>
    /// <param name="Text">All of it.</param>
    internal sealed record PropertiesAnswer(string Text);

    /// <summary>A properties file to write.</summary>
    /// <param name="Text">All of it.</param>
    /// <param name="Before">The text that was changed; nothing is written when the file has another one by now. What the file has now when it is left out.</param>
    internal sealed record NewProperties(string? Text, string? Before);

    /// <summary>What a process is to do.</summary>
    /// <param name="Action">start, stop, restart or kill.</param>
    /// <param name="Server">Which process; all that can when it is left out.</param>
    internal sealed record Order(ServerAction? Action, string? Server);
}
