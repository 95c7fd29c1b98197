using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Metrics;

/// <summary>Healthy while the console's database can be read: without it nobody can log in.</summary>
internal sealed class DatabaseCheck(ConsoleDatabase database) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var connection = database.Open();
            using var command = connection.Command("SELECT count(*) FROM schema_versions");
            command.ExecuteScalar();
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (SqliteException failure)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The console's database cannot be read.", failure));
        }
    }
}
