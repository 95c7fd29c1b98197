using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Overview;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Overview;

public sealed class ClusterRowTests
{
    private static readonly ClusterSnapshot Failing = new() { FailedSince = Samples.Noon, Failure = "connection refused" };

    private readonly FakeSupervisor _supervisor = new(Path.GetTempPath());

    [Fact]
    public void A_cluster_that_was_not_heard_of_yet_has_no_numbers()
    {
        var row = ClusterRow.Of(new ClusterInfo("dev"), null, ClusterSnapshot.Unknown, ["10.0.0.9:9876"]);

        Assert.Equal((ClusterState.Starting, null, null, null), (row.State, row.Brokers, row.BrokersUp, row.Serving));
        Assert.Equal(["10.0.0.9:9876"], row.NameServers);
    }

    [Fact]
    public void Brokers_that_do_not_answer_make_it_partly_running_and_no_name_server_makes_it_down()
    {
        var snapshot = Samples.Snapshot();
        var broken = snapshot with { Brokers = [snapshot.Brokers[0] with { Failure = "timeout" }, snapshot.Brokers[1]] };

        Assert.Equal(ClusterState.Running, Of(snapshot).State);
        Assert.Equal(ClusterState.Partly, Of(broken).State);
        Assert.Equal((ClusterState.Down, "connection refused"), (Of(Failing).State, Of(Failing).Reason));
    }

    [Theory]
    [InlineData(ServerState.Serving, ServerState.Serving, ClusterState.Running, 2)]
    [InlineData(ServerState.Serving, ServerState.Starting, ClusterState.Starting, 1)]
    [InlineData(ServerState.Serving, ServerState.Restarting, ClusterState.Partly, 1)]
    [InlineData(ServerState.Serving, ServerState.Stopped, ClusterState.Partly, 1)]
    public void Processes_of_a_cluster_that_is_run_here_count(ServerState nameServer, ServerState broker, ClusterState expected, int serving)
    {
        Publish(nameServer, broker);

        var row = Of(Samples.Snapshot(), _supervisor);

        Assert.Equal((expected, serving, 2), (row.State, row.Serving, row.Servers.Count));
    }

    [Fact]
    public void One_whose_processes_were_all_stopped_is_stopped_not_failed()
    {
        Publish(ServerState.Stopped, ServerState.Stopped);

        var row = Of(Failing, _supervisor);

        Assert.Equal(ClusterState.Stopped, row.State);
        Assert.Equal([ServerAction.Start], row.Allowed);
    }

    [Fact]
    public void One_that_can_not_be_started_says_why()
    {
        _supervisor.Problem = "cluster.properties: masters=0 is not allowed";

        var row = Of(ClusterSnapshot.Unknown, _supervisor);

        Assert.Equal((ClusterState.Down, _supervisor.Problem), (row.State, row.Reason));
    }

    private void Publish(ServerState nameServer, ServerState broker) => _supervisor.Publish(
        new ServerSnapshot { Kind = ServerKind.NameServer, Name = "namesrv", Address = "127.0.0.1:9876", State = nameServer, Since = Samples.Noon },
        new ServerSnapshot { Kind = ServerKind.Broker, Name = "broker-a", Address = "127.0.0.1:10911", State = broker, Since = Samples.Noon });

    private static ClusterRow Of(ClusterSnapshot snapshot, IServerSupervisor? supervisor = null) => ClusterRow.Of(new ClusterInfo("dev"), supervisor, snapshot, null);
}
