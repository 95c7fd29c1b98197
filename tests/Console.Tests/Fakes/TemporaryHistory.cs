using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.History;
using RocketMQ.ManagementConsole.Inventory;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>A history that goes with the test.</summary>
internal sealed class TemporaryHistory : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-history-").FullName;
    private readonly HistoryOptions _options;
    private readonly TimeProvider _clock;

    public TemporaryHistory(TimeProvider clock, HistoryOptions? options = null)
    {
        (_clock, _options) = (clock, options ?? new HistoryOptions());
        Database = new ConsoleDatabase(Path.Combine(_folder, "history.db"), [HistoryStore.SchemaOf(_options), InventoryStore.Schema]);
        Store = new HistoryStore(Database, _options);
        Query = new HistoryQuery(Database, _options, clock);
        Past = new PastFigures(Database, _options, clock);
        Inventory = new InventoryStore(Database);
    }

    public ConsoleDatabase Database { get; }

    public HistoryStore Store { get; private set; }

    public HistoryQuery Query { get; }

    public PastFigures Past { get; }

    public InventoryStore Inventory { get; }

    /// <summary>A console that was ended and started again.</summary>
    public void Restart() => Store = new HistoryStore(new ConsoleDatabase(Path.Combine(_folder, "history.db"), [HistoryStore.SchemaOf(_options)]), _options);

    /// <summary>Writes one value of a figure now.</summary>
    public void Write(Subject subject, Figure figure, params double[] values) =>
        Store.Write(_clock.GetUtcNow(), [KeyValuePair.Create(new SeriesKey("dev", subject, figure), values.Aggregate(default(Sums), (sums, value) => sums.Add(value)))]);

    /// <summary>The past of one figure, up to now.</summary>
    public IReadOnlyList<HistoryPoint> Read(Subject subject, Figure figure, TimeSpan range) =>
        Query.Read("dev", subject, [figure], _clock.GetUtcNow() - range, _clock.GetUtcNow()).Series[figure];

    public long Number(string sql)
    {
        using var connection = Database.Open();
        using var command = connection.Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose()
    {
        using (var connection = Database.Open())
            SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
    }
}
