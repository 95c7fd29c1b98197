namespace RocketMQ.ManagementConsole.Changes;

/// <summary>What a plan was made for is no longer so; nothing was sent.</summary>
internal sealed class StalePlanException(string message) : Exception(message);
