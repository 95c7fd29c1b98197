using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.DeadLetters;

/// <summary>Letters that are being sent again: at most one job for each group, which goes on when its page is left. After a stop the ledger has what was sent.</summary>
internal sealed class ResendJobs(ChangeJobs<ResendJob> jobs, LetterLedger ledger, TimeProvider time)
{
    /// <summary>The job of a group, which may be finished; null when there was none since the console started.</summary>
    public ResendJob? Find(string cluster, string group) => jobs.Find(cluster, group);

    /// <summary>Begins a job.</summary>
    /// <returns>The job; null when one of the group is under way.</returns>
    public ResendJob? Start(ResendOrder order, IClusterConnection connection, ChangeAuthor author) =>
        jobs.Start(new ResendJob(order, author.Name, ledger, time), connection, author);
}

/// <summary>Letters of one group that are being sent again.</summary>
public sealed class ResendJob : ChangeJob
{
    internal ResendJob(ResendOrder order, string person, LetterLedger ledger, TimeProvider time)
    {
        Order = order;
        Change = new ResendChange(order, person, ledger, time, Stopping);
        Change.Changed += Tell;
    }

    /// <summary>What was wished for.</summary>
    public ResendOrder Order { get; }

    /// <summary>How far it is.</summary>
    public ResendProgress Progress => Change.Progress;

    /// <summary>The change that does it.</summary>
    internal ResendChange Change { get; }

    internal override IChange Work => Change;
}
