using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Canaries;

/// <summary>Which clusters an administrator wants proven alive.</summary>
internal sealed class CanaryStore(ConsoleDatabase database)
{
    /// <summary>The table.</summary>
    public static readonly Schema Schema = new("canaries", "CREATE TABLE canaries (cluster TEXT NOT NULL PRIMARY KEY) STRICT;");

    /// <summary>Whether a cluster is proven alive.</summary>
    public bool IsOn(string cluster)
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT 1 FROM canaries WHERE cluster = $cluster", ("$cluster", cluster));
        return command.ExecuteScalar() is not null;
    }

    /// <summary>Begins or ends it.</summary>
    public void Switch(string cluster, bool on)
    {
        using var connection = database.Open();
        connection.Run(on ? "INSERT OR IGNORE INTO canaries (cluster) VALUES ($cluster)" : "DELETE FROM canaries WHERE cluster = $cluster", ("$cluster", cluster));
    }
}
