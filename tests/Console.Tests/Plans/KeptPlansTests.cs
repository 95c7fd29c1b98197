using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Plans;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics;

namespace RocketMQ.ManagementConsole.Tests.Plans;

/// <summary>Plans that are kept and applied later, by the same person or another.</summary>
public sealed class KeptPlansTests : IDisposable
{
    private readonly TemporaryDatabase _file = new();
    private readonly FakeTopicOperations _topics = new();
    private readonly FakeTimeProvider _clock = new(Samples.Noon);
    private readonly KeepingCluster _cluster;
    private readonly AuditStore _audit;
    private readonly PlanStore _store;

    public KeptPlansTests()
    {
        _cluster = new KeepingCluster(_topics, Samples.Snapshot([Samples.Topic("orders"), Samples.Topic("parcels"), Samples.Topic("payments")]));
        _audit = new AuditStore(_file.Database);
        _store = new PlanStore(_file.Database);
    }

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_plan_is_kept_by_one_and_applied_by_another_and_the_audit_names_both()
    {
        var plan = await KeepAsync("ann", Save("orders", 4), Save("payments", 16));
        Assert.Empty(_topics.Saved);
        Assert.Equal(("ann", "TICKET-7", PlanStatus.Open), (plan.AskedBy, _store.Find("dev", plan.Id)!.Note, _store.Find("dev", plan.Id)!.Status));

        var outcome = await Plans().ApplyAsync(_store.Find("dev", plan.Id)!, _cluster.Cluster, Author("bob"));

        Assert.Null(outcome.Refusal);
        Assert.Equal([("orders", 4), ("payments", 16)], _topics.Saved.Select(saved => (saved.Topic.TopicName, saved.Topic.ReadQueueNums)));
        var applied = _store.Find("dev", plan.Id)!;
        Assert.Equal((PlanStatus.Applied, "bob"), (applied.Status, applied.EndedBy));
        Assert.All(applied.Results, result => Assert.Equal(ChangeStatus.Done, result!.Status));
        var entries = _audit.Find(new AuditFilter(), 10);
        Assert.Equal([("topic.save", "bob", "payments"), ("topic.save", "bob", "orders"), ("plan.keep", "ann", "orders, payments")], entries.Select(entry => (entry.Kind, entry.Person, entry.ObjectName)));
        Assert.All(entries, entry => Assert.Equal(("ann", plan.Id), (entry.AskedBy, entry.Plan!.Value)));
        Assert.Equal(applied.Results[1]!.Entry, entries[0].Id);
    }

    [Fact]
    public async Task A_plan_that_no_longer_holds_is_refused_with_what_would_happen_now_and_stays_open()
    {
        var plan = await KeepAsync("ann", Save("orders", 4), Save("payments", 16));
        _cluster.Cluster.Publish(Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 6)), Samples.Topic("payments")]));

        var outcome = await Plans().ApplyAsync(plan, _cluster.Cluster, Author("bob"));

        Assert.Equal(PlanRefusal.Moved, outcome.Refusal);
        Assert.Empty(_topics.Saved);
        Assert.Equal((PlanStatus.Open, null), (_store.Find("dev", plan.Id)!.Status, _store.Find("dev", plan.Id)!.EndedBy));
        var reviews = await Plans().ReviewAsync(plan, _cluster.Cluster);
        Assert.Equal([false, true], reviews.Select(review => review.Holds));
        Assert.Contains(new FieldChange("Topics.ReadQueues", "6", "4"), reviews[0].Now.Brokers[0].Fields);
        Assert.Contains(new FieldChange("Topics.ReadQueues", "8", "4"), reviews[0].Item.Plan.Brokers[0].Fields);
    }

    [Fact]
    public async Task What_changes_after_the_plan_was_looked_at_is_seen_by_the_look_before_it_is_applied()
    {
        var plan = await KeepAsync("ann", Save("orders", 4));
        _cluster.Cluster.Next = Samples.Snapshot();

        Assert.Equal(PlanRefusal.Moved, (await Plans().ApplyAsync(plan, _cluster.Cluster, Author("bob"))).Refusal);

        Assert.Empty(_topics.Saved);
    }

    [Fact]
    public async Task A_plan_is_applied_once()
    {
        var plan = await KeepAsync("ann", Save("orders", 4));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Plans().ApplyAsync(plan, _cluster.Cluster, Author("bob")))));

        Assert.Single(outcomes, outcome => outcome.Refusal is null);
        Assert.Equal(3, outcomes.Count(outcome => outcome.Refusal is PlanRefusal.Taken));
        Assert.Single(_topics.Saved);
    }

    [Fact]
    public async Task Each_item_has_its_own_outcome_and_the_others_go_on_when_one_fails()
    {
        _cluster.Refusing.Add("parcels");
        var plan = await KeepAsync("ann", Save("orders", 4), Save("parcels", 4), Save("payments", 4));

        await Plans().ApplyAsync(plan, _cluster.Cluster, Author("bob"));

        var applied = _store.Find("dev", plan.Id)!;
        Assert.Equal([ChangeStatus.Done, ChangeStatus.Failed, ChangeStatus.Done], applied.Results.Select(result => result!.Status));
        Assert.Equal("16 NO_PERMISSION: the disk is full", Assert.Single(applied.Results[1]!.Outcomes).Failure);
    }

    [Fact]
    public async Task Whoever_may_not_make_all_changes_of_a_plan_makes_none()
    {
        var plan = await KeepAsync("ann", Save("orders", 4), new TopicDeletion("payments"));

        var outcome = await Plans("operate").ApplyAsync(plan, _cluster.Cluster, Author("bob"));

        Assert.Equal((PlanRefusal.MissingRole, "administer"), (outcome.Refusal, outcome.Policy));
        Assert.Empty(_topics.Saved);
        Assert.Equal(PlanStatus.Open, _store.Find("dev", plan.Id)!.Status);
        Assert.Null(await Plans("view").KeepAsync([Save("orders", 4)], "", _cluster.Cluster, Author("eve")));
    }

    [Fact]
    public async Task A_stopped_plan_says_what_was_not_begun()
    {
        using var stop = new CancellationTokenSource();
        var plan = await KeepAsync("ann", Save("orders", 4), Save("payments", 4));

        await Plans().ApplyAsync(plan, _cluster.Cluster, Author("bob"), done => stop.Cancel(), stop.Token);

        var results = _store.Find("dev", plan.Id)!.Results;
        Assert.Equal(ChangeStatus.Done, results[0]!.Status);
        Assert.Null(results[1]);
        Assert.Equal("orders", Assert.Single(_topics.Saved).Topic.TopicName);
    }

    [Fact]
    public async Task A_plan_for_somebody_else_is_refused_to_whoever_planned_it_and_applied_by_another()
    {
        var plan = (await Plans().KeepAsync([Save("orders", 4)], "", _cluster.Cluster, Author("ann"), forAnother: true))!;

        Assert.Equal(PlanRefusal.OwnPlan, (await Plans().ApplyAsync(_store.Find("dev", plan.Id)!, _cluster.Cluster, Author("Ann"))).Refusal);
        Assert.Empty(_topics.Saved);
        Assert.Equal(PlanStatus.Open, _store.Find("dev", plan.Id)!.Status);

        Assert.Null((await Plans().ApplyAsync(_store.Find("dev", plan.Id)!, _cluster.Cluster, Author("bob"))).Refusal);
        Assert.Single(_topics.Saved);
    }

    [Fact]
    public async Task A_plan_that_was_taken_back_is_not_applied()
    {
        var plan = await KeepAsync("ann", Save("orders", 4));
        Assert.True(await Plans().WithdrawAsync(plan, Author("ann")));

        Assert.Equal(PlanRefusal.Taken, (await Plans().ApplyAsync(plan, _cluster.Cluster, Author("bob"))).Refusal);
        Assert.False(await Plans().WithdrawAsync(plan, Author("ann")));
        Assert.Equal("plan.withdraw", _audit.Find(new AuditFilter(), 1)[0].Kind);
    }

    [Fact]
    public async Task A_plan_belongs_to_its_cluster()
    {
        var plan = await KeepAsync("ann", Save("orders", 4));

        Assert.Null(_store.Find("prod", plan.Id));
        Assert.Empty(_store.List("prod", 10));
        Assert.Equal(plan.Id, Assert.Single(_store.List("dev", 10)).Id);
    }

    private TopicSave Save(string topic, int queues)
    {
        var draft = TopicDraft.Edit(_cluster.Cluster.Snapshot.Topic(topic)!);
        draft.Set(queues, queues, null);
        return new TopicSave(draft.Wish);
    }

    private async Task<KeptPlan> KeepAsync(string person, params IKeepableChange[] changes) =>
        (await Plans().KeepAsync(changes, "TICKET-7", _cluster.Cluster, Author(person)))!;

    private KeptPlans Plans(params string[] rights)
    {
        var authorization = new FakeAuthorization(rights.Length > 0 ? rights : ["view", "operate", "administer"]);
        return new(_store, _audit, new BatchRunner(authorization, _audit, _clock, NullLogger<BatchRunner>.Instance), new KeepableKinds(_clock), authorization, _clock);
    }

    private static ChangeAuthor Author(string name) => new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test")), "10.9.9.9");
}
