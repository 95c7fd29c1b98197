using Microsoft.Data.Sqlite;

namespace RocketMQ.ManagementConsole.Storage;

/// <summary>Shortens what every store does: a command from text and named parameters. Null is stored as NULL.</summary>
internal static class SqliteCommands
{
    /// <summary>A command, to be disposed.</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    /// <summary>Runs SQL that answers no rows.</summary>
    /// <returns>How many rows were changed.</returns>
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a script of several statements.</summary>
    /// <remarks>
    /// <see cref="SqliteCommand.ExecuteNonQuery"/> looks no further than the first statement that has a result, as PRAGMA and ALTER TABLE do, and
    /// hides the failures of those after it.
    /// </remarks>
    public static void RunScript(this SqliteConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        using var reader = command.ExecuteReader();
        while (reader.NextResult())
        {
        }
    }
}
