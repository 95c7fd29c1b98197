using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Changes;

public sealed class AuditTests : IDisposable
{
    private readonly TemporaryDatabase _file = new();
    private readonly AuditStore _audit;

    public AuditTests()
    {
        _audit = new AuditStore(_file.Database);
        Add("ann", "dev", "topic.save", "orders", 0);
        Add("bob", "prod", "topic.delete", "orders", 1);
        Add("ann", "prod", "group.save", "orders", 24);
    }

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData("person", "ANN", new long[] { 3, 1 })]
    [InlineData("cluster", "prod", new long[] { 3, 2 })]
    [InlineData("object", "orders", new long[] { 3, 2, 1 })]
    [InlineData("object", "order", new long[0])]
    [InlineData("from", "2025-03-05", new long[] { 3 })]
    [InlineData("to", "2025-03-04", new long[] { 2, 1 })]
    [InlineData("outcome", "unfinished", new long[] { 3, 2, 1 })]
    [InlineData("outcome", "done", new long[0])]
    public void Entries_are_found_by_every_parameter_of_the_address(string name, string value, long[] expected)
    {
        var query = AuditQuery.Read(asked => asked == name ? value : null);

        Assert.Null(query.Problem);
        Assert.Equal(expected, _audit.Find(query.Filter, 10).Select(entry => entry.Id));
    }

    [Theory]
    [InlineData("outcome", "fine", "outcome 'fine' is not there; allowed are Unfinished, Done")]
    [InlineData("outcome", "1", "outcome '1' is not there")]
    [InlineData("from", "04.03.2025", "from '04.03.2025' is no day; a day is written as 2025-03-04.")]
    [InlineData("to", "9999-12-31", "to '9999-12-31' is no day")]
    public void A_wrong_parameter_is_named(string name, string value, string problem) =>
        Assert.StartsWith(problem, AuditQuery.Read(asked => asked == name ? value : null).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_topic_and_a_group_of_the_same_name_are_kept_apart() =>
        Assert.Equal(2, Assert.Single(_audit.Find(new AuditFilter { Cluster = "prod", ObjectKind = "topic", ObjectName = "orders" }, 10)).Id);

    [Fact]
    public void An_entry_is_completed_once_and_keeps_what_was_said_first()
    {
        _audit.Complete(1, ChangeStatus.Failed, [new ServerOutcome("broker-a", "full")]);
        _audit.Complete(1, ChangeStatus.Done, []);

        var entry = Assert.Single(_audit.Find(new AuditFilter { Status = ChangeStatus.Failed }, 10));
        Assert.Equal(new ServerOutcome("broker-a", "full"), Assert.Single(entry.Outcomes));
    }

    [Fact]
    public void A_name_that_looks_like_a_formula_is_text_in_a_spreadsheet()
    {
        var entry = _audit.Find(new AuditFilter(), 1)[0] with { ObjectName = "=cmd,\"x\"" };

        Assert.Contains(",group.save,\"'=cmd,\"\"x\"\"\",Unfinished,", AuditExport.Csv([entry]), StringComparison.Ordinal);
    }

    private void Add(string person, string cluster, string kind, string name, int hours) => _audit.Begin(new AuditEntry
    {
        At = Samples.Noon.AddHours(hours),
        Person = person,
        Cluster = cluster,
        Kind = kind,
        ObjectName = name,
        Brokers = [new BrokerChange("broker-a", Samples.AddressA, false, [new FieldChange("Topics.ReadQueues", "4", "8")])],
    });
}
