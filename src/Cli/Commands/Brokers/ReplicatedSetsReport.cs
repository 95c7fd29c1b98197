using System.Globalization;
using RocketMQ.Admin.Replication;
using RocketMQ.Cli.Output;

namespace RocketMQ.Cli.Commands.Brokers;

/// <summary>What <c>haStatus</c> prints without a target: a line for each slave of each set, and what a failure of the master now would lose.</summary>
internal static class ReplicatedSetsReport
{
    private static readonly TableLayout<(ReplicatedSet Set, ReplicatedSlave? Slave)> Lines = new(
        ["#Cluster", "#Set", "#Role", "#Master", "#Slave", "#Behind(bytes)", "#Behind(s)", "#IfTheMasterFailedNow"],
        "{0,-20}  {1,-20}  {2,-12}  {3,-22}  {4,-22}  {5,15}  {6,10}  {7}",
        line =>
        [
            line.Set.Cluster, line.Set.Name, line.Set.Role ?? "-", line.Set.Master?.Address ?? "-", line.Slave?.Address ?? "none", Known(line.Slave?.BehindBytes),
            line.Slave?.Behind is { } behind ? behind.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) : "-", Words(line.Set.Loss),
        ]);

    public static void Print(Screen screen, IReadOnlyList<ReplicatedSet> sets)
    {
        Lines.Print(screen, sets.SelectMany(set => set.Slaves.Count == 0 ? [(set, null)] : set.Slaves.Select(slave => (set, (ReplicatedSlave?)slave))));
        foreach (var set in sets)
        {
            if (set.Problem is { } problem)
                screen.Print($"{set.Name}: {problem}");
            foreach (var slave in set.Slaves.Where(slave => slave.Problem is not null))
                screen.Print($"{set.Name}, slave {slave.Address}: {slave.Problem}");
        }
    }

    private static object Known(long? value) => value is { } known ? known : "-";

    private static string Words(LossOnFailure loss) => loss switch
    {
        LossOnFailure.Nothing => "nothing would be lost",
        LossOnFailure.NothingConfirmed => "nothing confirmed would be lost",
        LossOnFailure.Newest => "the newest messages would be lost",
        LossOnFailure.Everything => "everything would be lost",
        LossOnFailure.MasterGone => "there is no master",
        _ => "not known",
    };
}
