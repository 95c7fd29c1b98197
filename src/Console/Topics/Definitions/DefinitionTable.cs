using System.Globalization;
using System.Text;
using RocketMQ.ManagementConsole.Changes;

namespace RocketMQ.ManagementConsole.Topics.Definitions;

/// <summary>Definitions of topics as CSV, a line for each topic and broker. Columns are found by their headings.</summary>
internal static class DefinitionTable
{
    private static readonly string[] Columns = ["topic", "broker", "readQueues", "writeQueues", "permission", "order", "orderQueues", "messageType"];
    private static readonly string[] Needed = ["topic", "readQueues", "writeQueues"];

    /// <summary>The table, with its heading.</summary>
    public static string Write(IEnumerable<TopicDefinition> definitions)
    {
        var text = new StringBuilder().AppendJoin(',', Columns).Append("\r\n");
        foreach (var definition in definitions)
        {
            foreach (var (broker, on) in definition.Brokers)
            {
                string?[] cells =
                [
                    definition.Topic, broker, on.ReadQueues.ToString(CultureInfo.InvariantCulture), on.WriteQueues.ToString(CultureInfo.InvariantCulture),
                    on.Permission, definition.Order ? "true" : "false", definition.OrderQueues, definition.MessageType,
                ];
                text.AppendJoin(',', cells.Select(AuditExport.Cell)).Append("\r\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Reads a table.</summary>
    /// <exception cref="FormatException">A column is missing or a cell is not what it has to be; the message names line and column.</exception>
    public static IReadOnlyList<TopicDefinition> Read(string text)
    {
        var rows = CsvText.Read(text);
        if (rows.Count == 0)
            return [];
        var heading = rows[0].Cells.Select(cell => cell.Trim().TrimStart('\uFEFF')).ToList();
        if (heading.FirstOrDefault(name => !Columns.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new FormatException($"line 1: there is no column '{unknown}'; allowed are {string.Join(", ", Columns)}");
        if (Needed.FirstOrDefault(name => !heading.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } missing)
            throw new FormatException($"line 1: the column '{missing}' is missing; needed are {string.Join(", ", Needed)}");
        var definitions = new Dictionary<string, TopicDefinition>(StringComparer.Ordinal);
        foreach (var (line, cells) in rows.Skip(1))
        {
            if (cells.Count > heading.Count)
                throw new FormatException($"line {line}: {cells.Count} cells; the heading has {heading.Count}");
            Add(definitions, line, new Dictionary<string, string>(heading.Zip(cells, KeyValuePair.Create), StringComparer.OrdinalIgnoreCase));
        }

        return [.. definitions.Values];
    }

    private static void Add(Dictionary<string, TopicDefinition> definitions, int line, Dictionary<string, string> cells)
    {
        var row = new TopicDefinition
        {
            Topic = Text("topic"),
            Order = Text("order") switch
            {
                "" => false,
                var flag when bool.TryParse(flag, out var order) => order,
                var other => throw new FormatException($"line {line}: order '{other}' is neither true nor false"),
            },
            OrderQueues = Text("orderQueues") is { Length: > 0 } queues ? queues : null,
            MessageType = Text("messageType") is { Length: > 0 } type ? type : null,
        };
        var known = definitions.TryGetValue(row.Topic, out var earlier) ? earlier : definitions[row.Topic] = row;
        if ((known.Order, known.OrderQueues, known.MessageType) != (row.Order, row.OrderQueues, row.MessageType))
            throw new FormatException($"line {line}: order, orderQueues and messageType of '{row.Topic}' are not those of its first line; they belong to the topic, not to a broker");
        var broker = Text("broker") is { Length: > 0 } name ? name : TopicDefinition.Everywhere;
        if (!known.Brokers.TryAdd(broker, new TopicDefinition.OnBroker(Number("readQueues"), Number("writeQueues"), Text("permission") is { Length: > 0 } permission ? permission : "RW")))
            throw new FormatException($"line {line}: '{row.Topic}' on '{broker}' stands there twice");

        // An apostrophe keeps spreadsheets from taking a cell for a formula, as exports have it; no name begins with one.
        string Text(string column) => cells.TryGetValue(column, out var cell) ? cell.Trim().TrimStart('\'') : "";

        int Number(string column) => int.TryParse(Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"line {line}: {column} '{Text(column)}' is no number");
    }
}
