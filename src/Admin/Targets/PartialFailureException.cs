namespace RocketMQ.Admin.Targets;

/// <summary>Some of several servers did not do as asked; the others did.</summary>
public sealed class PartialFailureException(IReadOnlyList<TargetFailure> failures)
    : Exception(string.Join("; ", failures.Select(failure => failure.Message)), failures[0].Reason)
{
    /// <summary>Who failed and why.</summary>
    public IReadOnlyList<TargetFailure> Failures { get; } = failures;
}
