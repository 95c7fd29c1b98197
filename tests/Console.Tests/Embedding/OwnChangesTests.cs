using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Embedding;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Embedding;

/// <summary>Writes to what the console itself runs go the way of every write: right, plan, audit.</summary>
public sealed class OwnChangesTests : IDisposable
{
    private readonly TemporaryDatabase _file = new();
    private readonly AuditStore _audit;
    private readonly FakeSupervisor _supervisor = new(Path.GetTempPath());

    public OwnChangesTests()
    {
        _audit = new AuditStore(_file.Database);
        Publish(ServerState.Stopped, ServerState.Serving);
    }

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("broker-a", ServerAction.Kill, "server.kill", "broker-a", "running", "killed, then started again")]
    [InlineData("broker-a", ServerAction.Restart, "server.restart", "broker-a", "running", "running as a new process")]
    [InlineData(null, ServerAction.Stop, "server.stop", "dev", "running", "stopped")]
    [InlineData("namesrv", ServerAction.Start, "server.start", "namesrv", "stopped", "running")]
    public async Task An_order_is_kept_with_who_which_process_before_and_after(
        string? server, ServerAction action, string kind, string objectName, string before, string after)
    {
        var order = new ServerOrder(_supervisor, server, action);

        await RunAsync(order, order.Plan(), Policies.Administer);

        Assert.Equal([(server ?? "*", action)], _supervisor.Orders);
        var entry = Assert.Single(_audit.Find(new AuditFilter(), 10));
        Assert.Equal(("ann", "10.9.9.9", "dev", kind, objectName), (entry.Person, entry.Address, entry.Cluster, entry.Kind, entry.ObjectName));
        Assert.Equal(new FieldChange("Cluster.State", before, after), Assert.Single(Assert.Single(entry.Brokers).Fields));
        Assert.True(Assert.Single(entry.Outcomes).Succeeded);
    }

    [Fact]
    public async Task Without_the_right_no_process_is_ordered_and_the_attempt_is_kept()
    {
        var order = new ServerOrder(_supervisor, "broker-a", ServerAction.Kill);

        var result = await RunAsync(order, order.Plan(), Policies.Operate);

        Assert.Equal(ChangeStatus.Refused, result.Status);
        Assert.Empty(_supervisor.Orders);
        Assert.Equal(("server.kill", ChangeStatus.Refused), Kept());
    }

    [Fact]
    public async Task An_order_for_what_is_no_longer_so_is_not_given()
    {
        var order = new ServerOrder(_supervisor, null, ServerAction.Stop);
        var seen = order.Plan();
        Publish(ServerState.Serving, ServerState.Serving);

        var result = await RunAsync(order, seen, Policies.Administer);

        Assert.Equal((ChangeStatus.Moved, 2), (result.Status, result.Plan.Brokers.Count));
        Assert.Empty(_supervisor.Orders);
    }

    [Fact]
    public async Task What_the_supervisor_refuses_is_kept_in_its_words()
    {
        _supervisor.Refusal = "broker-a is stopping: kill is not possible; possible is kill";
        var order = new ServerOrder(_supervisor, "broker-a", ServerAction.Kill);

        await RunAsync(order, order.Plan(), Policies.Administer);

        Assert.Equal(("server.kill", ChangeStatus.Failed), Kept());
        Assert.Equal(_supervisor.Refusal, _audit.Find(new AuditFilter(), 10)[0].Outcomes[0].Failure);
    }

    [Fact]
    public async Task A_change_of_properties_is_kept_key_by_key_and_secrets_only_as_changed()
    {
        _supervisor.Properties = "listenPort=10911\nkeep=1\ngone=x\naclSecretKey=hush-1\n";
        var save = new PropertiesSave(_supervisor, "broker-a", _supervisor.Properties, "# new\r\nlistenPort=10921\r\nkeep=1\r\nadded=y\r\naclSecretKey=hush-2\r\n");

        var result = await RunAsync(save, save.Plan(), Policies.Administer);

        Assert.Equal(("server.properties", result.Status), Kept());
        Assert.Equal(
            [
                new FieldChange("aclSecretKey", "(old)", "(new)"), new FieldChange("added", null, "y"),
                new FieldChange("gone", "x", null), new FieldChange("listenPort", "10911", "10921"),
            ],
            Assert.Single(_audit.Find(new AuditFilter(), 10)[0].Brokers).Fields);
        Assert.Contains("listenPort=10921", _supervisor.Properties, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Creating_and_deleting_a_cluster_is_for_administrators_of_the_console_and_is_kept()
    {
        var folder = Directory.CreateTempSubdirectory("own-changes-");
        try
        {
            await using var running = new RunningClusters(folder.FullName, bringsAlong: false);
            var creation = new ClusterCreation(running.Clusters, "made", ClusterShape.Presets["2m-noslave"]);
            var plan = creation.Plan();
            Assert.Equal(["namesrv", "namesrv-2", "broker-a", "broker-b"], plan.Brokers.Select(change => change.BrokerName));
            Assert.All(plan.Brokers, change => Assert.Equal(
                Path.Combine(folder.FullName, "clusters", "made", change.BrokerName), change.Fields.Single(field => field.Name == "Clusters.Folder").After));

            Assert.Equal(ChangeStatus.Refused, (await RunAsync(creation, plan, Policies.Administer)).Status);
            Assert.Empty(running.Clusters.All);
            // Another test may take a port that was free in the plan: then another plan is shown, as it is to people.
            var result = await RunAsync(creation, plan, Policies.ManageConsole);
            while (result.Status is ChangeStatus.Moved)
                result = await RunAsync(creation, result.Plan, Policies.ManageConsole);
            Assert.Equal(ChangeStatus.Done, result.Status);
            await running.WhenAsync("made", servers => servers.Count == 4 && servers.All(server => server.State == ServerState.Serving));
            Assert.All(plan.Brokers, change => Assert.True(Directory.Exists(Path.Combine(folder.FullName, "clusters", "made", change.BrokerName))));

            running.Tints.Set("made", ClusterTint.Red);
            Assert.Null(await running.Clusters.Find("made")!.OrderAllAsync(ServerAction.Stop));
            var deletion = new ClusterDeletion(running.Clusters, running.Tints, "made", keepFolder: false);
            Assert.Equal(ChangeStatus.Done, (await RunAsync(deletion, deletion.Plan(), Policies.ManageConsole)).Status);
            Assert.Equal(ClusterTint.Blue, running.Tints.Of("made"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Assert.Equal(
            [("cluster.delete", ChangeStatus.Done), ("cluster.create", ChangeStatus.Done), ("cluster.create", ChangeStatus.Refused)],
            _audit.Find(new AuditFilter { Cluster = "made" }, 10).Select(entry => (entry.Kind, entry.Status)));
    }

    private void Publish(ServerState nameServer, ServerState broker) => _supervisor.Publish(
        new ServerSnapshot { Kind = ServerKind.NameServer, Name = "namesrv", Address = "127.0.0.1:9876", State = nameServer, Since = Samples.Noon },
        new ServerSnapshot { Kind = ServerKind.Broker, Name = "broker-a", Address = "127.0.0.1:10911", State = broker, Since = Samples.Noon });

    private (string Kind, ChangeStatus Status) Kept()
    {
        var entry = Assert.Single(_audit.Find(new AuditFilter(), 10));
        return (entry.Kind, entry.Status);
    }

    private Task<ChangeResult> RunAsync(IPlacedChange change, ChangePlan seen, string right) =>
        new ChangeRunner(new FakeAuthorization(right), _audit, new FakeTimeProvider(Samples.Noon), NullLogger<ChangeRunner>.Instance).RunAsync(
            change, seen, new ChangeAuthor(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")], "test")), "10.9.9.9"));
}
