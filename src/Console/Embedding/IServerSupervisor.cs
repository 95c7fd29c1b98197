namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>The processes of a cluster that the console runs, as pages see and order them.</summary>
public interface IServerSupervisor
{
    /// <summary>Raised when any server changed its state, on whatever thread saw it.</summary>
    event Action? Changed;

    /// <summary>The cluster's name.</summary>
    string Name { get; }

    /// <summary>Folder of all its files.</summary>
    string Folder { get; }

    /// <summary>Why none of its servers can be started, for example a wrong file; null when they can.</summary>
    string? Problem { get; }

    /// <summary>All servers now, in start order.</summary>
    IReadOnlyList<ServerSnapshot> Servers { get; }

    /// <summary>Folder of a server's properties, store and logs.</summary>
    string FolderOf(string server);

    /// <summary>The newest lines that a server printed, oldest first; empty for an unknown one.</summary>
    IReadOnlyList<string> LogTail(string server);

    /// <summary>The text of a server's properties file.</summary>
    /// <exception cref="IOException">There is no such server, or its file can not be read.</exception>
    Task<string> ReadPropertiesAsync(string server);

    /// <summary>Replaces the text of a server's properties file, which counts from its next start; what the server would refuse is not written.</summary>
    /// <param name="server">Whose.</param>
    /// <param name="before">The text that was changed; nothing is written when the file has another one by now.</param>
    /// <param name="text">The new text.</param>
    Task<PropertiesOutcome> SavePropertiesAsync(string server, string before, string text);

    /// <summary>Orders one server to do something, and waits until it has stopped when that is part of it.</summary>
    /// <returns>Why that is not possible and what is; null when it was done.</returns>
    Task<string?> OrderAsync(string server, ServerAction action);

    /// <summary>Orders every server that can to do something: brokers stop before name servers and start after them.</summary>
    /// <returns>Why none can, or why one that could did not; null when it was done.</returns>
    Task<string?> OrderAllAsync(ServerAction action);
}
