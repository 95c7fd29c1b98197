using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Alerts;
using RocketMQ.ManagementConsole.Canaries;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Clusters.Attaching;
using RocketMQ.ManagementConsole.DeadLetters;
using RocketMQ.ManagementConsole.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Plans;
using RocketMQ.ManagementConsole.Storage;
using RocketMQ.ManagementConsole.Topics.Sending;
using RocketMQ.ManagementConsole.Walls;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>A file of the console that goes with the test.</summary>
internal sealed class TemporaryDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-audit-").FullName;

    public TemporaryDatabase() => Database = new ConsoleDatabase(
        Path.Combine(_folder, "console.db"),
        [
            AuditStore.Schema, RestoreStore.Schema, LetterLedger.Schema, ClusterTints.Schema, AttachedStore.Schema, AlertStore.Schema, CanaryStore.Schema, WallStore.Schema,
            MaskingStore.Schema, SavedSearchStore.Schema, PlanStore.Schema, MessageTemplateStore.Schema,
        ]);

    public ConsoleDatabase Database { get; }

    /// <summary>All that stands in the file and those beside it.</summary>
    public string Content => string.Concat(Directory.GetFiles(_folder).Select(Read));

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }

    public void Dispose()
    {
        using (var connection = Database.Open())
            SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
    }
}
