namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>What a supervised server is doing.</summary>
public enum ServerState
{
    /// <summary>Its process runs and has not answered yet.</summary>
    Starting,

    /// <summary>It has answered a request.</summary>
    Serving,

    /// <summary>It ended by itself and will be started again.</summary>
    Restarting,

    /// <summary>It was told to stop.</summary>
    Stopping,

    /// <summary>It has stopped as told, and stays so until it is started.</summary>
    Stopped,
}
