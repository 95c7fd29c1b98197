using System.Text.Json;
using System.Text.Json.Serialization;
using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>The REST API. docs/api.md.</summary>
internal static class ApiServices
{
    /// <summary>Registers the feature.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            // A field that is spelled wrong would otherwise be left out in silence.
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services.AddScoped<ApiChanges>().AddScoped<ApiBatches>().AddOpenApi("v1", ApiDescription.Describe);
    }

    /// <summary>Adds what goes wrong in the API as problem details.</summary>
    public static IApplicationBuilder UseApi(this IApplicationBuilder application) =>
        application.UseWhen(context => context.IsForPrograms(), api => api.UseApiErrors());

    /// <summary>Adds every route of the API.</summary>
    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(AccessServices.ApiPrefix + "/v1");
        api.MapTokens();
        api.MapClusters();
        api.MapClusterChanges();
        api.MapServers();
        api.MapBrokers();
        api.MapBrokerAccess();
        api.MapHistory();
        api.MapPast();
        api.MapTopics();
        api.MapTopicBatches();
        api.MapPlans();
        api.MapGroups();
        api.MapOffsets();
        api.MapChanges();
        api.MapDeadLetters();
        api.MapProducers();
        api.MapClients();
        api.MapMessages();
        api.MapTraces();
        api.MapAgain();
        api.MapCases();
        api.MapSavedSearches();
        api.MapSending();
        api.MapSeries();
        api.MapMasking();
        api.MapAlerts();
        api.MapWalls();
        api.MapCanaries();
        api.MapUsers();
        api.MapAudit();
        endpoints.MapOpenApi().AllowAnonymous();
    }

    /// <summary>Names the statuses of problem details that a route answers, for the description.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            route.ProducesProblem(status);
        return route;
    }
}
