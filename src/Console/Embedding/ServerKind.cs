namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>The programs that the console starts.</summary>
public enum ServerKind
{
    /// <summary><c>mqnamesrv</c>.</summary>
    NameServer,

    /// <summary><c>mqbroker</c>.</summary>
    Broker,
}
