namespace RocketMQ.Admin.Targets;

/// <summary>What several servers answered, each under its address. A server that gave no answer is among the failures, never just missing.</summary>
/// <typeparam name="T">The answer of one server; <see cref="Done"/> where there is nothing to tell.</typeparam>
public sealed record PartialResult<T>(IReadOnlyDictionary<string, T> Values, IReadOnlyList<TargetFailure> Failures)
{
    /// <summary>Whether every server that was asked answered. False also when there was nobody to ask.</summary>
    public bool IsComplete => Failures.Count == 0 && Values.Count > 0;

    /// <summary>The same outcome with other values.</summary>
    public PartialResult<TOther> Select<TOther>(Func<T, TOther> convert) =>
        new(Values.ToDictionary(pair => pair.Key, pair => convert(pair.Value)), Failures);

    /// <summary>Throws when not every server did as asked; the message names each of them.</summary>
    /// <exception cref="PartialFailureException">At least one failed.</exception>
    public PartialResult<T> OrThrow() => Failures.Count == 0 ? this : throw new PartialFailureException(Failures);
}
