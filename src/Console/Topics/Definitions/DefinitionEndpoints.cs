using System.Text;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Shared;

namespace RocketMQ.ManagementConsole.Topics.Definitions;

/// <summary>Definitions of topics as files to be loaded down: the topics that the page with the same filters shows.</summary>
internal static class DefinitionEndpoints
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapDefinitions(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/c/{{{RoleHandler.Parameter}}}/topic-definitions/export", Export).RequireAuthorization(Policies.View);

    /// <summary>The file.</summary>
    /// <param name="topics">What is in it.</param>
    /// <param name="format">csv or json; null for another.</param>
    public static IResult? File(IEnumerable<TopicSnapshot> topics, string format)
    {
        var definitions = topics.Select(TopicDefinition.Of);
        return format switch
        {
            "csv" => Results.File(Encoding.UTF8.GetBytes(DefinitionTable.Write(definitions)), "text/csv; charset=utf-8", "topics.csv"),
            "json" => Results.File(Encoding.UTF8.GetBytes(DefinitionFile.WriteJson(definitions)), "application/json", "topics.json"),
            _ => null,
        };
    }

    private static IResult Export(HttpRequest request, ClusterConnections connections)
    {
        if (request.RouteValues[RoleHandler.Parameter] is not string cluster || connections.Find(cluster) is not { Snapshot: { ListedAt: not null } snapshot })
            return Results.NotFound();
        var names = new NameFilter(request.Query["q"], request.Query.ContainsKey(PatternSwitch.Parameter));
        var kinds = TopicList.ReadKinds(request.Query["kinds"]);
        var format = request.Query["format"].ToString();
        return File(snapshot.Topics.Where(topic => kinds.Contains(topic.Kind) && names.Matches(topic.Name)), format)
            ?? Results.Problem($"format '{format}' is not there; allowed are csv and json.", statusCode: StatusCodes.Status400BadRequest);
    }
}
