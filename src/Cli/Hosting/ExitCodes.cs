namespace RocketMQ.Cli.Hosting;

/// <summary>What the exit code of mqadmin says to a script. The original ends with 0 whatever happened.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>A server refused, or some of several did not answer.</summary>
    public const int Failed = 1;

    public const int BadUsage = 2;

    /// <summary>No server answered.</summary>
    public const int Unreachable = 3;

    /// <summary>The user stopped it, as shells say it of SIGINT.</summary>
    public const int Stopped = 130;
}
