namespace RocketMQ.ManagementConsole.Canaries;

/// <summary>The tries of the last hour at one broker.</summary>
/// <remarks>Written by one prober; the proof is replaced as a whole and read by anyone.</remarks>
internal sealed class ProofHistory(string brokerName)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly Queue<(DateTimeOffset At, double? Milliseconds)> _tries = [];
    private volatile Proof _proof = new(brokerName);

    /// <summary>What is known now.</summary>
    public Proof Proof => _proof;

    /// <summary>Adds a try.</summary>
    /// <param name="at">When it began.</param>
    /// <param name="milliseconds">How long it took; null when it failed.</param>
    /// <param name="failure">Why it failed.</param>
    public void Add(DateTimeOffset at, double? milliseconds, string? failure)
    {
        _tries.Enqueue((at, milliseconds));
        while (_tries.Peek().At < at - Kept)
            _tries.Dequeue();
        List<double> took = [.. _tries.Select(attempt => attempt.Milliseconds).OfType<double>().Order()];
        _proof = _proof with
        {
            LastTry = at,
            LastSuccess = milliseconds is null ? _proof.LastSuccess : at,
            Last = milliseconds ?? _proof.Last,
            Failure = failure,
            Tries = _tries.Count,
            Successes = took.Count,
            P99 = took.Count == 0 ? null : took[(int)Math.Ceiling(took.Count * 0.99) - 1],
        };
    }
}
