using System.Text.Json;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Topics.Sending;

/// <summary>A message that is kept by name, to be sent again with other values.</summary>
/// <param name="Tag">Tag.</param>
/// <param name="Keys">Keys, with spaces between them.</param>
/// <param name="Body">Body as text, insertions as they were written.</param>
/// <param name="Properties">Further properties.</param>
/// <param name="Fills">Whether insertions are filled in.</param>
public sealed record MessageTemplate(string Tag, string Keys, string Body, IReadOnlyDictionary<string, string> Properties, bool Fills);

/// <summary>Templates of messages, for everybody who operates the cluster.</summary>
internal sealed class MessageTemplateStore(ConsoleDatabase database)
{
    /// <summary>Characters that a name may have.</summary>
    public const int LongestName = 80;

    /// <summary>Templates of one cluster.</summary>
    public const int Most = 200;

    /// <summary>The table.</summary>
    public static readonly Schema Schema = new(
        "message-templates",
        """
        CREATE TABLE message_templates (
          cluster  TEXT NOT NULL,
          name     TEXT NOT NULL,
          template TEXT NOT NULL,
          PRIMARY KEY (cluster, name)
        ) STRICT;
        """);

    /// <summary>Names of the templates of a cluster.</summary>
    public IReadOnlyList<string> Names(string cluster)
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT name FROM message_templates WHERE cluster = $cluster ORDER BY name", ("$cluster", cluster));
        using var reader = command.ExecuteReader();
        List<string> names = [];
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>A template; null when there is none of that name.</summary>
    public MessageTemplate? Find(string cluster, string name)
    {
        using var connection = database.Open();
        using var command = connection.Command("SELECT template FROM message_templates WHERE cluster = $cluster AND name = $name", ("$cluster", cluster), ("$name", name));
        return command.ExecuteScalar() is string text ? JsonSerializer.Deserialize<MessageTemplate>(text) : null;
    }

    /// <summary>Keeps a template, in place of the one of its name.</summary>
    /// <returns>False when the cluster has as many as it may.</returns>
    public bool Save(string cluster, string name, MessageTemplate template)
    {
        using var connection = database.Open();
        return connection.Run(
            """
            INSERT INTO message_templates (cluster, name, template)
            SELECT $cluster, $name, $template
            WHERE (SELECT count(*) FROM message_templates WHERE cluster = $cluster AND name <> $name) < $most
            ON CONFLICT (cluster, name) DO UPDATE SET template = excluded.template
            """,
            ("$cluster", cluster),
            ("$name", name),
            ("$template", JsonSerializer.Serialize(template)),
            ("$most", Most)) > 0;
    }

    /// <summary>Forgets a template.</summary>
    public void Delete(string cluster, string name)
    {
        using var connection = database.Open();
        connection.Run("DELETE FROM message_templates WHERE cluster = $cluster AND name = $name", ("$cluster", cluster), ("$name", name));
    }
}
