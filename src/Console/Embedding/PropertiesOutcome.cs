namespace RocketMQ.ManagementConsole.Embedding;

/// <summary>What became of a change of a server's properties.</summary>
/// <param name="Refusal">Why nothing was written; null when it was.</param>
/// <param name="Remark">What the server's program remarked on a text that it takes, for example keys it does not know; null for nothing.</param>
public sealed record PropertiesOutcome(string? Refusal, string? Remark = null);
