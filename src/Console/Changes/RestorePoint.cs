namespace RocketMQ.ManagementConsole.Changes;

/// <summary>What a change replaced, kept so that it can be put back.</summary>
/// <param name="Kind">Which <see cref="IRestorer"/> can read it; never changed once it was released.</param>
/// <param name="State">What was there, as JSON of that restorer.</param>
public sealed record RestorePoint(string Kind, string State);
