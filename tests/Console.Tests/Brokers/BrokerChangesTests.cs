using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Brokers;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Plans;
using RocketMQ.ManagementConsole.Tests.Embedding;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Brokers;

/// <summary>Settings, write permission and cleaning up of a real broker.</summary>
public sealed class BrokerChangesTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("broker-changes-").FullName;
    private readonly TemporaryDatabase _file = new();
    private readonly RunningCluster _running;
    private readonly AuditStore _audit;
    private ClusterConnection _connection = null!;

    public BrokerChangesTests()
    {
        _running = new RunningCluster(_folder);
        _audit = new AuditStore(_file.Database);
    }

    private BrokerPlace Broker => new(_connection, "broker-a", 0, _running.Broker.Address);

    public async Task InitializeAsync()
    {
        await _running.StartAsync();
        _connection = new ClusterConnection("DefaultCluster", _running.NewAdmin(), TimeProvider.System, NullLogger<ClusterConnection>.Instance);
        (await _connection.Admin.Topics.SaveAsync(new TopicConfig { TopicName = "orders", ReadQueueNums = 1, WriteQueueNums = 1 }, BrokerTarget.AllMasters)).OrThrow();
        await _connection.RefreshAsync();
    }

    public async Task DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _running.DisposeAsync();
        _file.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_setting_is_changed_read_back_and_told_as_changed_at_run_time()
    {
        var change = new SettingsChange(Broker, new Dictionary<string, string> { ["brokerPermission"] = "4", ["traceOn"] = "true" });
        var plan = await change.PlanAsync(default);
        Assert.Equal(new FieldChange("brokerPermission", "6", "4"), Assert.Single(plan.Brokers[0].Fields));
        Assert.Equal(
            $"mqadmin updateBrokerConfig -b {Broker.Address} -k brokerPermission -v 4\nmqadmin updateBrokerConfig -b {Broker.Address} -k traceOn -v true", plan.CommandLine);

        Assert.Equal(ChangeStatus.Done, (await RunAsync(change, plan)).Status);

        var settings = await _connection.Admin.Brokers.GetSettingsAsync(Broker.Address);
        Assert.Equal("4", settings["brokerPermission"]);
        var rows = BrokerSetting.Of(settings, null, _audit.Find(new AuditFilter { ObjectKind = "broker" }, 10), SettingsDefaults.FourNine);
        Assert.Equal((SettingSource.Changed, "ann"), (rows.Single(row => row.Key == "brokerPermission").Source, rows.Single(row => row.Key == "brokerPermission").ChangedBy));
        // Both are ours: what the reference tells of a broker that nobody configured is what it says itself.
        Assert.Equal(
            ["mappedFileSizeCommitLog"],
            rows.Where(row => row.Source is SettingSource.Set && row.Key is not ("listenPort" or "storePathRootDir" or "haListenPort")).Select(row => row.Key));
    }

    [Theory]
    [InlineData("brokerPermission", "9", "brokerPermission=9 is not allowed: 0 to 7")]
    [InlineData("storePathRootDir", "/elsewhere", "storePathRootDir may not be changed while a broker runs")]
    [InlineData("noSuchKey", "1", "noSuchKey may not be changed while a broker runs")]
    public async Task What_is_not_allowed_is_not_sent(string key, string value, string expected)
    {
        var change = new SettingsChange(Broker, new Dictionary<string, string> { [key] = value });

        var result = await RunAsync(change, await change.PlanAsync(default));

        Assert.Equal((ChangeStatus.Failed, expected), (result.Status, result.Outcomes[0].Failure));
        Assert.NotEqual(value, (await _connection.Admin.Brokers.GetSettingsAsync(Broker.Address)).GetValueOrDefault(key));
    }

    [Fact]
    public async Task A_setting_that_somebody_changed_meanwhile_is_not_overwritten()
    {
        var change = new SettingsChange(Broker, new Dictionary<string, string> { ["brokerPermission"] = "4" });
        var seen = await change.PlanAsync(default);
        (await _connection.Admin.Brokers.UpdateSettingsAsync(BrokerTarget.Address(Broker.Address), new Dictionary<string, string> { ["brokerPermission"] = "2" })).OrThrow();

        var result = await RunAsync(change, seen);

        Assert.Equal((ChangeStatus.Moved, "2"), (result.Status, result.Plan.Brokers[0].Fields[0].Before));
        Assert.Equal("2", (await _connection.Admin.Brokers.GetSettingsAsync(Broker.Address))["brokerPermission"]);
    }

    [Fact]
    public async Task Settings_are_kept_by_one_and_applied_by_another_unless_somebody_changed_them_meanwhile()
    {
        var (clock, authorization) = (new FakeTimeProvider(Samples.Noon), new FakeAuthorization("view", "operate", "administer"));
        var store = new PlanStore(_file.Database);
        var plans = new KeptPlans(store, _audit, new BatchRunner(authorization, _audit, clock, NullLogger<BatchRunner>.Instance), new KeepableKinds(clock), authorization, clock);
        var values = new Dictionary<string, string> { ["brokerPermission"] = "4" };
        var change = new KeptSettings(Broker, values, await new SettingsChange(Broker, values).PlanAsync(default));
        var (first, second) = ((await plans.KeepAsync([change], "", _connection, Author("ann")))!, (await plans.KeepAsync([change], "", _connection, Author("ann")))!);

        Assert.Null((await plans.ApplyAsync(first, _connection, Author("bob"))).Refusal);

        Assert.Equal(ChangeStatus.Done, Assert.Single(store.Find(first.Cluster, first.Id)!.Results)!.Status);
        Assert.Equal("4", (await _connection.Admin.Brokers.GetSettingsAsync(Broker.Address))["brokerPermission"]);
        var entry = _audit.Find(new AuditFilter { ObjectName = "broker-a/0" }, 1)[0];
        Assert.Equal(("broker.settings", "bob", "ann"), (entry.Kind, entry.Person, entry.AskedBy));

        (await _connection.Admin.Brokers.UpdateSettingsAsync(BrokerTarget.Address(Broker.Address), new Dictionary<string, string> { ["brokerPermission"] = "2" })).OrThrow();
        Assert.Equal(PlanRefusal.Moved, (await plans.ApplyAsync(second, _connection, Author("bob"))).Refusal);
        Assert.Equal("2", Assert.Single(await plans.ReviewAsync(second, _connection)).Now.Brokers[0].Fields[0].Before);
        Assert.Equal("2", (await _connection.Admin.Brokers.GetSettingsAsync(Broker.Address))["brokerPermission"]);
    }

    [Fact]
    public async Task The_write_permission_is_wiped_and_restored_and_each_name_server_says_how_many_topics()
    {
        Assert.True(await WritePermission.IsWritableAsync(_connection, "broker-a", default));
        var wipe = new WritePermission(_connection, "broker-a", writable: false);

        var wiped = await RunAsync(wipe, wipe.Plan());

        Assert.Equal(ChangeStatus.Done, wiped.Status);
        Assert.Matches(@"^topics changed: [1-9]\d*$", wiped.Outcomes[0].Remark);
        Assert.False(await WritePermission.IsWritableAsync(_connection, "broker-a", default));
        var restore = new WritePermission(_connection, "broker-a", writable: true);
        Assert.Equal(ChangeStatus.Done, (await RunAsync(restore, restore.Plan())).Status);
        Assert.True(await WritePermission.IsWritableAsync(_connection, "broker-a", default));
        Assert.Equal(["broker.write-on", "broker.write-off"], _audit.Find(new AuditFilter { ObjectName = "broker-a" }, 10).Select(entry => entry.Kind));
    }

    [Theory]
    [InlineData(CleanUp.ExpiredFiles, "broker.clean-files", "deleteExpiredCommitLog")]
    [InlineData(CleanUp.ExpiredQueues, "broker.clean-queues", "cleanExpiredCQ")]
    [InlineData(CleanUp.UnusedTopics, "broker.clean-topics", "cleanUnusedTopic")]
    public async Task A_broker_is_ordered_to_clean_up_by_administrators_only(CleanUp what, string kind, string command)
    {
        var order = new CleanUpOrder(Broker, what);

        Assert.Equal(ChangeStatus.Refused, (await RunAsync(order, order.Plan(), Policies.Operate)).Status);
        Assert.Equal(ChangeStatus.Done, (await RunAsync(order, order.Plan())).Status);

        Assert.Equal([(kind, ChangeStatus.Done), (kind, ChangeStatus.Refused)], _audit.Find(new AuditFilter(), 10).Select(entry => (entry.Kind, entry.Status)));
        Assert.Equal($"mqadmin {command} -b {Broker.Address}", order.Plan().CommandLine);
    }

    private Task<ChangeResult> RunAsync(IPlacedChange change, ChangePlan seen, string right = Policies.Administer) =>
        new ChangeRunner(new FakeAuthorization(right), _audit, TimeProvider.System, NullLogger<ChangeRunner>.Instance).RunAsync(
            change, seen, Author("ann"));

    private static ChangeAuthor Author(string name) => new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test")), null);
}
