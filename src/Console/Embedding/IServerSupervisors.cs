namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>The clusters that the console runs, as pages see them.</summary>
public interface IServerSupervisors
{
    /// <summary>Raised after one was added or deleted, on the thread that did it.</summary>
    event Action? Changed;

    /// <summary>All of them, the one that the console brings along first.</summary>
    IReadOnlyList<IServerSupervisor> All { get; }

    /// <summary>The one of that name; null when the console runs no such cluster.</summary>
    IServerSupervisor? Find(string cluster);
}
