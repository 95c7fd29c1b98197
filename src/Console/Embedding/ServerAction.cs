namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>What people can order a supervised server to do.</summary>
public enum ServerAction
{
    /// <summary>Run again after a stop.</summary>
    Start,

    /// <summary>End in order and stay down until it is started.</summary>
    Stop,

    /// <summary>End in order and run again.</summary>
    Restart,

    /// <summary>End at once, as in a crash; it is started again.</summary>
    Kill,
}
