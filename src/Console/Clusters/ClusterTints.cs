using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Clusters;

/// <summary>The colours that people gave to clusters, whatever their origin.</summary>
internal sealed class ClusterTints(ConsoleDatabase database)
{
    /// <summary>The table.</summary>
    public static readonly Schema Schema = new(
        "cluster-tints",
        """
        CREATE TABLE cluster_tints (
          name TEXT NOT NULL PRIMARY KEY,
          tint TEXT NOT NULL
        ) STRICT;
        """);

    /// <summary>The colour of a cluster; blue when it was given none.</summary>
    public ClusterTint Of(string name)
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT tint FROM cluster_tints WHERE name = $name", ("$name", name));
        return Enum.TryParse<ClusterTint>(command.ExecuteScalar() as string, out var tint) ? tint : ClusterTint.Blue;
    }

    /// <summary>Remembers a colour.</summary>
    public void Set(string name, ClusterTint tint)
    {
        using var connection = database.Open();
        connection.Run(
            "INSERT INTO cluster_tints (name, tint) VALUES ($name, $tint) ON CONFLICT (name) DO UPDATE SET tint = excluded.tint",
            ("$name", name),
            ("$tint", tint.ToString()));
    }

    /// <summary>Forgets the colour of a cluster that is no more.</summary>
    public void Forget(string name)
    {
        using var connection = database.Open();
        connection.Run("DELETE FROM cluster_tints WHERE name = $name", ("$name", name));
    }
}
