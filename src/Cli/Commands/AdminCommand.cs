using System.CommandLine;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands;

/// <summary>One command of mqadmin: its options, what it asks, what it prints. Columns are the original's, docs/protocol.md 3.2.</summary>
internal abstract class AdminCommand
{
    public abstract string Name { get; }

    /// <summary>What it does, for the list of commands.</summary>
    public abstract string Description { get; }

    /// <summary>Options of the original, without those of every command.</summary>
    public abstract IReadOnlyList<Option> Options { get; }

    /// <summary>Options that only we have.</summary>
    public virtual IReadOnlyList<Option> Ours => [];

    /// <summary>Options of which one must be given; the usage shows them side by side, as the original's does.</summary>
    public virtual IReadOnlyList<Option> OneOf => [];

    /// <summary>Where it differs from the original on purpose.</summary>
    public virtual IReadOnlyList<string> Differences => [];

    /// <summary>Whether it shows what is, so that it can be watched.</summary>
    public virtual bool IsListing => false;

    /// <summary>Whether it changes something, so that it can be tried first.</summary>
    public virtual bool Changes => false;

    /// <summary>Whether it asks a cluster, and so needs name servers.</summary>
    public virtual bool NeedsCluster => true;

    /// <summary>Asks, and says what was found.</summary>
    public abstract Task<Answer> RunAsync(Invocation call);

    /// <summary>What a change would change, sentence by sentence, for a dry run; read from the cluster as it is.</summary>
    public virtual Task<IReadOnlyList<string>> ForeseeAsync(Invocation call) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Pause before the next round; null to run once.</summary>
    public virtual TimeSpan? Interval(Invocation call) => null;
}
