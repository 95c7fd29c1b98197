using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Canaries;

/// <summary>Begins to prove a cluster alive, which needs a topic on every master (17), or ends it. The topic stays.</summary>
internal sealed class CanarySwitch(CanaryStore store, bool on) : IChange
{
    public string Kind => on ? "canary.on" : "canary.off";

    public string ObjectName => CanaryProber.Topic;

    public string Policy => Policies.Administer;

    public bool IsListed => on;

    public ChangePlan Plan(ClusterSnapshot snapshot) => new([], null);

    public async Task<IReadOnlyList<ServerOutcome>> ApplyAsync(IClusterConnection connection, CancellationToken cancellation)
    {
        if (!on)
        {
            store.Switch(connection.Name, on: false);
            return [new ServerOutcome(connection.Name, null)];
        }

        var topic = new TopicConfig { TopicName = CanaryProber.Topic, ReadQueueNums = 1, WriteQueueNums = 1 };
        var results = await Task.WhenAll(connection.Snapshot.Masters().Select(master => ServerRequests.AskAsync(
            () => connection.Admin.Topics.SaveAsync(topic, BrokerTarget.Address(master.Address), cancellation), master.BrokerName, connection.Snapshot)));
        List<ServerOutcome> outcomes = [.. results.SelectMany(result => result)];
        if (outcomes.Exists(outcome => outcome.Succeeded))
            store.Switch(connection.Name, on: true);
        return outcomes;
    }

    public bool IsVisible(ClusterSnapshot snapshot) => !on || snapshot.Topics.Any(topic => topic.Name == CanaryProber.Topic);
}
