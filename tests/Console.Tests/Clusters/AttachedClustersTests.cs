using System.Security.Claims;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Clusters.Attaching;
using RocketMQ.ManagementConsole.Hosting;
using RocketMQ.ManagementConsole.Tests.Embedding;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Remoting.Access;

namespace RocketMQ.ManagementConsole.Tests.Clusters;

/// <summary>Clusters that are attached while the console runs, in front of real servers.</summary>
public sealed class AttachedClustersTests : IAsyncLifetime
{
    private const string NoServer = "127.0.0.1:1";

    private readonly string _folder = Directory.CreateTempSubdirectory("attached-").FullName;
    private readonly TemporaryDatabase _file = new();
    private readonly RunningCluster _running;
    private readonly AuditStore _audit;

    public AttachedClustersTests()
    {
        _running = new RunningCluster(_folder);
        _audit = new AuditStore(_file.Database);
    }

    private string NameServer => _running.NameServer.Address;

    public Task InitializeAsync() => _running.StartAsync();

    public async Task DisposeAsync()
    {
        await _running.DisposeAsync();
        _file.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_is_attached_under_a_name_of_its_own_and_again_when_the_console_starts()
    {
        var protection = new EphemeralDataProtectionProvider();
        await using (var console = new Attaching(_file, protection))
        {
            var change = console.Change(Wanted("mirror") with { Tint = ClusterTint.Red });
            Assert.Equal(ChangeStatus.Done, (await RunAsync(change, change.Plan())).Status);
            Assert.Equal(new ClusterInfo("mirror", ClusterTint.Red), console.Directory.Find("mirror"));
        }

        await using var again = new Attaching(_file, protection);
        await again.Clusters.StartAsync(default);

        Assert.Equal(new ClusterInfo("mirror", ClusterTint.Red), again.Directory.Find("mirror"));
        var snapshot = await again.Connections.Find("mirror")!.RefreshAsync();
        Assert.Equal(_running.Broker.Address, Assert.Single(snapshot.Brokers).Address);
        var entry = Assert.Single(_audit.Find(new AuditFilter(), 10));
        Assert.Equal(("cluster.attach", "mirror", ChangeStatus.Done), (entry.Kind, entry.ObjectName, entry.Status));
        Assert.Contains(new FieldChange("Clusters.Addresses", null, NameServer), entry.Brokers[0].Fields);
    }

    [Fact]
    public async Task A_trial_tells_of_each_name_server_and_of_a_broker_what_it_answered()
    {
        var trial = new ClusterTrial(TimeProvider.System, NullLoggerFactory.Instance);

        var result = await trial.AskAsync([NameServer, NoServer], null, default);

        Assert.Equal([(NameServer, true), (NoServer, false)], result.Servers.Select(server => (server.Address, server.Failure is null)));
        Assert.Equal(["DefaultCluster"], result.Servers[0].Clusters);
        Assert.Contains(NoServer, result.Servers[1].Failure, StringComparison.Ordinal);
        var found = Assert.Single(result.Clusters);
        Assert.Equal(("DefaultCluster", 1, _running.Broker.Address, null), (found.Name, found.Brokers, found.Address, found.Failure));
        Assert.StartsWith("V", found.Version, StringComparison.Ordinal);
        Assert.Null(result.ProblemWith("DefaultCluster"));
    }

    [Theory]
    [InlineData("mirror", NoServer, "DefaultCluster", "No name server answers: " + NoServer)]
    [InlineData("mirror", "", "elsewhere", "The name servers know no cluster elsewhere; they know DefaultCluster")]
    [InlineData("mirror", "nonsense", "DefaultCluster", "'nonsense' is no address of a name server; allowed is HOST:PORT with a port from 1 to 65535")]
    [InlineData("a b", "", "DefaultCluster", "' ' is not allowed in a name")]
    [InlineData("TAKEN", "", "DefaultCluster", "There is a cluster TAKEN already")]
    public async Task What_can_not_be_attached_is_refused_with_the_reason_and_not_remembered(string name, string address, string registered, string expected)
    {
        await using var console = new Attaching(_file, new EphemeralDataProtectionProvider());
        console.Directory.Put(new ClusterInfo("taken"));
        var change = console.Change(Wanted(name) with { NameServers = [address.Length == 0 ? NameServer : address], RegisteredName = registered });

        var result = await RunAsync(change, change.Plan());

        Assert.Equal(ChangeStatus.Failed, result.Status);
        Assert.Contains(expected, result.Outcomes[0].Failure, StringComparison.Ordinal);
        Assert.Empty(console.Store.All());
        Assert.Null(console.Directory.Find(name));
    }

    [Fact]
    public async Task Keys_are_encrypted_in_the_file_stay_when_others_change_and_go_when_they_are_to()
    {
        AccessKeys keys = new("access-key-4711", "secret-key-0815");
        await using var console = new Attaching(_file, new EphemeralDataProtectionProvider());
        var attach = console.Change(Wanted("mirror") with { NewKeys = keys });
        Assert.Equal(ChangeStatus.Done, (await RunAsync(attach, attach.Plan())).Status);

        Assert.Contains("mirror", _file.Content, StringComparison.Ordinal);
        Assert.DoesNotContain(keys.AccessKey, _file.Content, StringComparison.Ordinal);
        Assert.DoesNotContain(keys.SecretKey, _file.Content, StringComparison.Ordinal);
        Assert.Equal(keys, console.Connector.Find("mirror")!.Keys);

        var edit = console.Change(Wanted("mirror") with { NameServers = [NameServer, NoServer] });
        Assert.Equal(ChangeStatus.Done, (await RunAsync(edit, edit.Plan())).Status);
        Assert.Equal((keys, keys), (console.Store.KeysOf("mirror"), console.Connector.Find("mirror")!.Keys));
        Assert.Equal([NameServer, NoServer], console.Connector.Find("mirror")!.NameServers);

        var forget = console.Change(Wanted("mirror") with { ForgetKeys = true });
        Assert.Contains(new FieldChange("Clusters.Keys", "(kept)", null), forget.Plan().Brokers[0].Fields);
        Assert.Equal(ChangeStatus.Done, (await RunAsync(forget, forget.Plan())).Status);
        Assert.Null(console.Connector.Find("mirror")!.Keys);
        Assert.False(console.Store.Find("mirror")!.HasKeys);
    }

    [Fact]
    public async Task Keys_that_can_not_be_decrypted_are_said_and_the_cluster_is_attached_without()
    {
        await using (var console = new Attaching(_file, new EphemeralDataProtectionProvider()))
            console.Clusters.Save(Wanted("mirror") with { NewKeys = new AccessKeys("a-key", "a-secret") });

        await using var again = new Attaching(_file, new EphemeralDataProtectionProvider());
        await again.Clusters.StartAsync(default);
        await again.Announcements.PagesServedAsync("");
        await again.Clusters.Announced;

        Assert.Contains("mirror: its access key can not be decrypted", again.Output.ToString(), StringComparison.Ordinal);
        Assert.Null(again.Connector.Find("mirror")!.Keys);
        var change = again.Change(Wanted("mirror"));
        Assert.Contains("can not be decrypted any more", (await RunAsync(change, change.Plan())).Outcomes[0].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detaching_forgets_it_and_leaves_its_servers_alone()
    {
        await using var console = new Attaching(_file, new EphemeralDataProtectionProvider());
        console.Clusters.Save(Wanted("mirror") with { NewKeys = new AccessKeys("a-key", "a-secret"), Tint = ClusterTint.Red });
        var change = new ClusterDetach(console.Clusters, "mirror");

        var refused = await RunAsync(change, change.Plan(), Policies.Administer);
        Assert.Equal(ChangeStatus.Refused, refused.Status);
        Assert.NotNull(console.Directory.Find("mirror"));
        Assert.Equal(ChangeStatus.Done, (await RunAsync(change, change.Plan())).Status);

        Assert.Empty(console.Store.All());
        Assert.Null(console.Directory.Find("mirror"));
        Assert.Null(console.Connections.Find("mirror"));
        Assert.Equal(ClusterTint.Blue, console.Tints.Of("mirror"));
        await using var admin = _running.NewAdmin();
        Assert.Single((await admin.NameServers.GetClusterAsync()).Brokers);
        Assert.Contains("was not attached", (await RunAsync(change, change.Plan())).Outcomes[0].Failure, StringComparison.Ordinal);
    }

    private Attachment Wanted(string name) => new() { Name = name, RegisteredName = "DefaultCluster", NameServers = [NameServer], Tint = ClusterTint.Blue };

    private Task<ChangeResult> RunAsync(IPlacedChange change, ChangePlan seen, string right = Policies.ManageConsole) =>
        new ChangeRunner(new FakeAuthorization(right), _audit, new FakeTimeProvider(Samples.Noon), NullLogger<ChangeRunner>.Instance).RunAsync(
            change, seen, new ChangeAuthor(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")], "test")), null));

    /// <summary>What of a console is needed to attach clusters.</summary>
    private sealed class Attaching : IAsyncDisposable
    {
        public Attaching(TemporaryDatabase file, IDataProtectionProvider protection)
        {
            Tints = new ClusterTints(file.Database);
            Store = new AttachedStore(file.Database, protection);
            Connector = new ClusterConnector(Connections, Directory, Tints, TimeProvider.System, NullLoggerFactory.Instance);
            Announcements = new Announcements(Output);
            Clusters = new AttachedClusters(Store, Connector, Tints, Announcements);
        }

        public ClusterConnections Connections { get; } = new();

        public ClusterDirectory Directory { get; } = new();

        public StringWriter Output { get; } = new();

        public Announcements Announcements { get; }

        public ClusterTints Tints { get; }

        public AttachedStore Store { get; }

        public ClusterConnector Connector { get; }

        public AttachedClusters Clusters { get; }

        public ClusterAttach Change(Attachment wanted) => new(Clusters, Directory, new ClusterTrial(TimeProvider.System, NullLoggerFactory.Instance), wanted);

        public async ValueTask DisposeAsync()
        {
            await Connector.DisposeAsync();
            await Output.DisposeAsync();
        }
    }
}
