using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics;

namespace RocketMQ.ManagementConsole.Tests.Changes;

public sealed class ChangeRunnerTests : IDisposable
{
    private static readonly ClusterSnapshot After = Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 8), ("broker-b", 8))]);

    private readonly TemporaryDatabase _file = new();
    private readonly FakeTopicOperations _topics = new();
    private readonly FakeAuthorization _rights = new("operate");
    private readonly FakeCluster _cluster;
    private readonly TopicDraft _draft;
    private readonly AuditStore _audit;

    public ChangeRunnerTests()
    {
        var snapshot = Samples.Snapshot();
        _cluster = new FakeCluster(new FakeAdminClient { TopicFake = _topics, NameServerFake = new FakeNameServerOperations() }, snapshot);
        _draft = TopicDraft.New(snapshot);
        _draft.Name = "orders";
        _audit = new AuditStore(_file.Database);
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_change_is_made_read_back_and_kept_with_who_from_where_before_and_after()
    {
        _topics.Save = (_, target) => Saved(target);

        var result = await RunAsync();

        Assert.Equal(ChangeStatus.Done, result.Status);
        var entry = Assert.Single(_audit.Find(new AuditFilter(), 10));
        Assert.Equal(("ann", "10.9.9.9", "dev", "topic.save", "orders"), (entry.Person, entry.Address, entry.Cluster, entry.Kind, entry.ObjectName));
        Assert.Equal((Samples.Noon, ChangeStatus.Done), (entry.At, entry.Status));
        Assert.Contains(new FieldChange("Topics.ReadQueues", null, "8"), entry.Brokers[0].Fields);
        Assert.StartsWith("mqadmin updateTopic -c DefaultCluster -t orders", entry.CommandLine, StringComparison.Ordinal);
        Assert.Equal(2, entry.Outcomes.Count(outcome => outcome.Succeeded));
        Assert.Equal((new ChangePlace("dev"), "operate"), Assert.Single(_rights.Asked));
    }

    [Fact]
    public async Task Without_the_right_nothing_is_sent_the_right_is_named_and_the_attempt_is_kept()
    {
        var snapshot = Samples.Snapshot([Samples.Topic("orders")]);
        _cluster.Publish(snapshot);
        var change = new TopicDeletion("orders");

        var result = await Runner().RunAsync(change, change.Plan(snapshot), _cluster, Ann());

        Assert.Equal(ChangeStatus.Refused, result.Status);
        Assert.Contains("ann may not 'administer' in dev", Assert.Single(result.Outcomes).Failure, StringComparison.Ordinal);
        Assert.Empty(_topics.Deleted);
        Assert.Equal(ChangeStatus.Refused, Assert.Single(_audit.Find(new AuditFilter(), 10)).Status);
    }

    [Fact]
    public async Task A_cluster_that_moved_on_gets_nothing_and_the_plan_is_made_again()
    {
        _cluster.Next = Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 4))]);

        var result = await RunAsync();

        Assert.Equal(ChangeStatus.Moved, result.Status);
        Assert.Contains(new FieldChange("Topics.ReadQueues", "4", "8"), result.Plan.Brokers[0].Fields);
        Assert.Empty(_topics.Saved);
        Assert.Empty(_audit.Find(new AuditFilter(), 10));
    }

    [Fact]
    public async Task What_servers_confirm_and_do_not_show_is_not_visible_after_a_bounded_number_of_looks()
    {
        _topics.Save = (_, target) => Samples.Answer(default(Done), AddressOf(target));

        var result = await RunAsync();

        Assert.Equal(ChangeStatus.NotVisible, result.Status);
        Assert.Equal(4, _cluster.Refreshes);
    }

    [Fact]
    public async Task One_refusal_makes_it_partial_and_all_make_it_failed()
    {
        _topics.Save = (_, target) => AddressOf(target) == Samples.AddressA ? Samples.Answer(default(Done)) : Samples.Refusal<Done>(Samples.AddressB);
        Assert.Equal(ChangeStatus.Partial, (await RunAsync()).Status);

        _topics.Save = (_, target) => Samples.Refusal<Done>(AddressOf(target));
        Assert.Equal(ChangeStatus.Failed, (await RunAsync()).Status);
        Assert.All(_audit.Find(new AuditFilter(), 1)[0].Outcomes, outcome => Assert.Equal("16 NO_PERMISSION: not allowed", outcome.Failure));
    }

    [Fact]
    public async Task The_audit_has_the_change_before_a_server_has_it()
    {
        _topics.Save = (_, _) => Assert.Single(_audit.Find(new AuditFilter { Status = ChangeStatus.Unfinished }, 10)) is not null
            ? throw new InvalidOperationException("stopped in the middle")
            : default!;

        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);

        Assert.Equal(ChangeStatus.Unfinished, Assert.Single(_audit.Find(new AuditFilter(), 10)).Status);
    }

    [Fact]
    public async Task A_form_that_goes_on_changing_does_not_change_what_was_agreed_to()
    {
        var change = new TopicSave(_draft.Wish);
        var seen = TopicSave.Shown(_draft, _cluster.Snapshot);
        _topics.Save = (_, target) => Saved(target);
        _draft.ReadQueues = 1;

        await Runner().RunAsync(change, seen, _cluster, Ann());

        Assert.All(_topics.Saved, saved => Assert.Equal(8, saved.Topic.ReadQueueNums));
    }

    private Task<ChangeResult> RunAsync() => Runner().RunAsync(new TopicSave(_draft.Wish), TopicSave.Shown(_draft, _cluster.Snapshot), _cluster, Ann());

    private ChangeRunner Runner() => new(_rights, _audit, new FakeTimeProvider(Samples.Noon), NullLogger<ChangeRunner>.Instance);

    private PartialResult<Done> Saved(BrokerTarget target)
    {
        _cluster.Next = After;
        return Samples.Answer(default(Done), AddressOf(target));
    }

    private static string AddressOf(BrokerTarget target) => target == BrokerTarget.Address(Samples.AddressA) ? Samples.AddressA : Samples.AddressB;

    private static ChangeAuthor Ann() => new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")], "test")), "10.9.9.9");
}
