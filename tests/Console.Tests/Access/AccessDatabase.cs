using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Storage;

namespace RocketMQ.ManagementConsole.Tests.Access;

/// <summary>Accounts and logins in a file of their own, which can be opened anew as after a restart.</summary>
internal sealed class AccessDatabase : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("access-test-").FullName, "console.db");

    public AccessDatabase(string? script = null)
    {
        if (script is not null)
        {
            using var connection = new SqliteConnection($"Data Source={_file}");
            connection.Open();
            connection.RunScript(script);
        }

        Reopen();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2025, 3, 4, 12, 0, 0, TimeSpan.Zero));

    public Passwords Passwords { get; } = new();

    public UserStore Users { get; private set; } = null!;

    public SessionStore Sessions { get; private set; } = null!;

    public UserAdministration Administration { get; private set; } = null!;

    public void Reopen()
    {
        var database = new ConsoleDatabase(_file, [UserStore.Schema, SessionStore.Schema]);
        (Users, Sessions) = (new UserStore(database), new SessionStore(database, Clock));
        Administration = new UserAdministration(Users, Sessions, Passwords, Clock);
    }

    /// <summary>Every byte of the files, as text.</summary>
    public string Text()
    {
        SqliteConnection.ClearAllPools();
        return string.Concat(Directory.GetFiles(Path.GetDirectoryName(_file)!).Select(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file))));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }
}
