using RocketMQ.Admin.Brokers;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Overview;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Overview;

public sealed class ProblemsTests
{
    private static readonly BrokerSnapshot A = Samples.Broker("broker-a", Samples.AddressA);
    private static readonly BrokerSnapshot B = Samples.Broker("broker-b", Samples.AddressB);

    [Fact]
    public void A_healthy_cluster_has_none()
    {
        Assert.Empty(Problems.Find(Samples.Snapshot(groups: [Samples.Group("g", lag: 5000) with { LagGrowth = 0 }]), []));
    }

    [Fact]
    public void A_dead_broker_is_one_problem_however_many_questions_it_left_unanswered()
    {
        var snapshot = Samples.Snapshot() with
        {
            Brokers = [A, B with { Failure = "refused" }],
            Failures = [new(B.Address, "GET_BROKER_RUNTIME_INFO", "refused"), new(B.Address, "GET_ALL_TOPIC_CONFIG", "refused")],
        };

        Assert.Equal([new Problem(ProblemKind.Broker, "broker-b", "refused") { IsSevere = true }], Problems.Find(snapshot, []));
    }

    [Fact]
    public void A_question_that_a_living_broker_refused_is_named()
    {
        var snapshot = Samples.Snapshot() with { Failures = [new(A.Address, "GET_BROKER_CONSUME_STATS", "no permission")] };

        Assert.Equal([new Problem(ProblemKind.Question, $"GET_BROKER_CONSUME_STATS · broker-a ({A.Address})", "no permission")], Problems.Find(snapshot, []));
    }

    [Fact]
    public void Without_a_name_server_that_is_said_first_and_once()
    {
        var snapshot = Samples.Snapshot() with
        {
            FailedSince = Samples.Noon,
            Failure = "cannot connect",
            Failures = [new("ns:9876", "GET_BROKER_CLUSTER_INFO", "cannot connect")],
            Brokers = [A with { Failure = "refused" }],
        };

        Assert.Equal([ProblemKind.NameServers, ProblemKind.Broker], Problems.Find(snapshot, []).Select(problem => problem.Kind));
    }

    [Fact]
    public void A_set_of_slaves_alone_is_a_problem()
    {
        var snapshot = Samples.Snapshot() with { Brokers = [A with { BrokerId = 1 }] };

        Assert.Equal([new Problem(ProblemKind.NoMaster, "broker-a") { IsSevere = true }], Problems.Find(snapshot, []));
    }

    [Theory]
    [InlineData("0.84", null)]
    [InlineData("0.86", false)]
    [InlineData("0.91", true)]
    public void A_disk_is_a_problem_before_messages_are_refused(string ratio, bool? isSevere)
    {
        var runtime = new BrokerRuntimeInfo(new Dictionary<string, string> { ["commitLogDiskRatio"] = ratio });
        var snapshot = Samples.Snapshot() with { Brokers = [A with { Runtime = runtime }] };

        Assert.Equal(isSevere, Problems.Find(snapshot, []).SingleOrDefault()?.IsSevere);
    }

    [Fact]
    public void Groups_that_fall_behind_are_listed_the_fastest_first_and_small_lags_are_not()
    {
        var snapshot = Samples.Snapshot(groups:
        [
            Samples.Group("slow", lag: 200) with { LagGrowth = 2 },
            Samples.Group("fast", lag: 900) with { LagGrowth = 30 },
            Samples.Group("busy", lag: 40) with { LagGrowth = 3 },
            Samples.Group("TOOLS_CONSUMER", system: true, lag: 9000) with { LagGrowth = 50 },
        ]);

        Assert.Equal(["fast", "slow"], Problems.Find(snapshot, []).Select(problem => problem.Subject));
    }

    [Fact]
    public void A_server_that_is_being_started_again_is_named_with_its_last_words()
    {
        var server = new ServerSnapshot
        {
            Kind = ServerKind.Broker,
            Name = "broker-a",
            Address = A.Address,
            State = ServerState.Restarting,
            Since = Samples.Noon,
            Restarts = 1,
            LastEnd = "killed (signal 9)",
        };

        Assert.Equal([new Problem(ProblemKind.Server, "broker-a", "killed (signal 9)") { IsSevere = true }], Problems.Find(Samples.Snapshot(), [server]));
        Assert.Empty(Problems.Find(Samples.Snapshot(), [server with { State = ServerState.Starting, Restarts = 0 }]));
    }
}
