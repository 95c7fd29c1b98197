using Microsoft.Data.Sqlite;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Tests.Storage;

public sealed class ConsoleDatabaseTests : IDisposable
{
    private const string First = "CREATE TABLE notes (text TEXT NOT NULL) STRICT;";
    private const string Second = "ALTER TABLE notes ADD COLUMN author TEXT;";

    private readonly string _folder = Directory.CreateTempSubdirectory("console-database").FullName;

    private string File => Path.Combine(_folder, "console.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void AnOlderFileKeepsItsRowsAndGetsTheNewColumn()
    {
        using (var connection = new ConsoleDatabase(File, [new Schema("notes", First)]).Open())
            connection.Run("INSERT INTO notes (text) VALUES ($text)", ("$text", "kept"));

        var newer = new ConsoleDatabase(File, [new Schema("notes", First, Second)]);

        using var again = newer.Open();
        using var command = again.Command("SELECT text || coalesce(author, ' by nobody') FROM notes");
        Assert.Equal("kept by nobody", command.ExecuteScalar());
    }

    [Fact]
    public void ScriptsThatRanAreNotRunAgain()
    {
        _ = new ConsoleDatabase(File, [new Schema("notes", First, Second)]);

        _ = new ConsoleDatabase(File, [new Schema("notes", First, Second)]);
    }

    [Fact]
    public void AFileOfANewerConsoleIsRefusedAndLeftAsItIs()
    {
        _ = new ConsoleDatabase(File, [new Schema("notes", First, Second)]);

        var refusal = Assert.Throws<NewerDataException>(() => new ConsoleDatabase(File, [new Schema("other", "CREATE TABLE other (id INTEGER);"), new Schema("notes", First)]));

        Assert.Contains("notes has version 2, known are versions up to 1", refusal.Message, StringComparison.Ordinal);
        using var connection = new ConsoleDatabase(File, [new Schema("notes", First, Second)]).Open();
        using var command = connection.Command("SELECT count(*) FROM sqlite_master WHERE name = 'other'");
        Assert.Equal(0L, command.ExecuteScalar());
    }

    [Fact]
    public void AScriptThatFailsLeavesTheVersionBefore()
    {
        Assert.Throws<SqliteException>(() => new ConsoleDatabase(File, [new Schema("notes", First, "ALTER TABLE notes ADD COLUMN author TEXT; INSERT INTO missing VALUES (1);")]));

        _ = new ConsoleDatabase(File, [new Schema("notes", First, Second)]);
    }
}
