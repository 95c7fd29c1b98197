using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>Downloads of embedded clusters.</summary>
internal static class EmbeddingEndpoints
{
    /// <summary>Adds the address that the cluster is exported at.</summary>
    public static void MapEmbedding(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/c/{{{RoleHandler.Parameter}}}/processes/export.zip", ExportAsync).RequireAuthorization(Policies.Administer);

    private static async Task<IResult> ExportAsync(string clusterName, EmbeddedClusters embedded, CancellationToken cancellation)
    {
        if (embedded.FindOwn(clusterName) is not { } own)
            return Results.NotFound();
        // Whole before the first byte is sent: what fails half-way would be a broken file with a good status.
        using var archive = new MemoryStream();
        await own.Export().WriteAsync(archive, cancellation);
        return Results.File(archive.ToArray(), "application/zip", $"{clusterName}.zip");
    }
}
