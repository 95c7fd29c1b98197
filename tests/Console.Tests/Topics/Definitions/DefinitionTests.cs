using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Topics.Definitions;

namespace RocketMQ.ManagementConsole.Tests.Topics.Definitions;

/// <summary>Topics as files: what is written can be read again, and everything wrong with a file is named.</summary>
public sealed class DefinitionTests
{
    private static readonly ClusterSnapshot Cluster = Samples.Snapshot(
    [
        Samples.Topic("orders", TopicKind.Normal, ("broker-a", 8), ("broker-b", 4)) with { OrderQueues = "broker-a:2" },
        Samples.Topic("payments"),
        Samples.Topic("TBW102", TopicKind.System),
    ]);

    [Fact]
    public void What_is_exported_changes_nothing_when_it_is_imported_again()
    {
        var definitions = Cluster.Topics.Take(2).Select(TopicDefinition.Of).ToList();

        foreach (var text in new[] { DefinitionTable.Write(definitions), DefinitionFile.WriteJson(definitions) })
        {
            var lines = TopicImport.Check(DefinitionFile.Read(text), everywhere: false, Cluster);
            Assert.Equal([("orders", ImportVerdict.Same), ("payments", ImportVerdict.Same)], lines.Select(line => (line.Topic, line.Verdict)));
        }
    }

    [Fact]
    public void The_table_has_a_line_for_each_broker() => Assert.Equal(
        "topic,broker,readQueues,writeQueues,permission,order,orderQueues,messageType\r\n"
        + "orders,broker-a,8,8,RW,true,broker-a:2,\r\norders,broker-b,4,4,RW,true,broker-a:2,\r\n",
        DefinitionTable.Write([TopicDefinition.Of(Cluster.Topics[0])]));

    [Fact]
    public void A_check_tells_what_is_created_changed_left_alone_and_refused()
    {
        const string Text =
            """
            topic,broker,readQueues,writeQueues,permission
            fresh,*,4,4,RW
            payments,broker-a,8,8,RW
            orders,broker-b,6,4,R
            TBW102,broker-a,8,8,RW
            """;

        var lines = Check(Text);

        Assert.Equal([ImportVerdict.Create, ImportVerdict.Same, ImportVerdict.Change, ImportVerdict.Refused], lines.Select(line => line.Verdict));
        Assert.Equal(["broker-a", "broker-b"], lines[0].Wish!.Brokers.Keys);
        var change = lines[2].Changes.Single(broker => broker.BrokerName == "broker-b");
        Assert.Contains(new FieldChange("Topics.ReadQueues", "4", "6"), change.Fields);
        Assert.Contains(new FieldChange("Topics.Permission", "RW-", "R--"), change.Fields);
        Assert.Equal("Import.System", lines[3].Problem!.Key);
        // The broker that the file does not name keeps what it has.
        Assert.DoesNotContain(lines[2].Changes, broker => broker.BrokerName == "broker-a");
    }

    [Theory]
    [InlineData("a.b,*,4,4,RW,,,", "Import.BadName")]
    [InlineData("x,*,0,4,RW,,,", "Import.BadQueues")]
    [InlineData("x,*,4,4097,RW,,,", "Import.BadQueues")]
    [InlineData("x,*,4,4,Q,,,", "Import.BadPermission")]
    [InlineData("x,*,4,4,X,,,", "Import.BadPermission")]
    [InlineData("x,broker-z,4,4,RW,,,", "Import.UnknownBroker")]
    [InlineData("x,*,4,4,RW,true,broker-a:5,", "Topics.OrderQueuesAllowed")]
    [InlineData("x,*,4,4,RW,,,ODD", "Import.BadType")]
    public void What_cannot_be_done_is_refused_with_the_reason(string line, string problem)
    {
        var only = Assert.Single(Check("topic,broker,readQueues,writeQueues,permission,order,orderQueues,messageType\n" + line));

        Assert.Equal((ImportVerdict.Refused, problem, null), (only.Verdict, only.Problem?.Key, only.Wish));
    }

    [Fact]
    public void Kinds_of_messages_are_refused_where_a_broker_is_too_old()
    {
        var snapshot = Cluster with { Brokers = [Samples.Broker("broker-a", Samples.AddressA, "V5_3_3"), Samples.Broker("broker-b", Samples.AddressB, "V4_9_8")] };
        var definitions = DefinitionFile.Read("""[{"topic":"x","messageType":"FIFO","brokers":{"broker-a":{"readQueues":1,"writeQueues":1,"permission":"RW"}}},{"topic":"y","messageType":"FIFO","brokers":{"*":{"readQueues":1,"writeQueues":1,"permission":"RW"}}}]""");

        var lines = TopicImport.Check(definitions, everywhere: false, snapshot);

        Assert.Equal([ImportVerdict.Create, ImportVerdict.Refused], lines.Select(line => line.Verdict));
        Assert.Equal(("Topics.TypesTooOld", "broker-b"), (lines[1].Problem!.Key, lines[1].Problem!.Values[0]));
    }

    [Fact]
    public void A_file_of_another_cluster_can_be_taken_for_all_brokers()
    {
        const string Text = "topic,broker,readQueues,writeQueues\nx,other-1,4,4\nx,other-2,8,8";
        Assert.Equal(ImportVerdict.Refused, Assert.Single(Check(Text)).Verdict);

        var line = Assert.Single(TopicImport.Check(DefinitionFile.Read(Text), everywhere: true, Cluster));

        Assert.Equal([("broker-a", 4), ("broker-b", 4)], line.Wish!.Brokers.Select(broker => (broker.Key, broker.Value.ReadQueues)));
    }

    [Theory]
    [InlineData("topic,readQueues\nx,4", "line 1: the column 'writeQueues' is missing")]
    [InlineData("topic,queues,writeQueues,readQueues\nx,4,4,4", "line 1: there is no column 'queues'")]
    [InlineData("topic,readQueues,writeQueues\nx,many,4", "line 2: readQueues 'many' is no number")]
    [InlineData("topic,readQueues,writeQueues\nx,4,4,4", "line 2: 4 cells")]
    [InlineData("topic,readQueues,writeQueues\nx,4,4\n\nx,4,4", "line 4: 'x' on '*' stands there twice")]
    [InlineData("topic,readQueues,writeQueues,order\nx,4,4,maybe", "line 2: order 'maybe'")]
    [InlineData("topic,broker,readQueues,writeQueues,order\nx,a,4,4,true\nx,b,4,4,false", "line 3: order, orderQueues and messageType")]
    [InlineData("topic,readQueues,writeQueues\n\"x,4,4", "line 2: a quote is never closed")]
    [InlineData("[{\"topic\":1}]", "topic")]
    [InlineData("[{\"name\":\"x\"}]", "name")]
    public void What_cannot_be_read_is_named_with_its_place(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => DefinitionFile.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Spreadsheets_quotes_and_line_ends_are_understood()
    {
        var definition = Assert.Single(DefinitionFile.Read("\uFEFFTopic,ReadQueues,WriteQueues,OrderQueues,Order\r\n\"'-odd\",4,\"4\",\"broker-a:1;broker-b:2\",TRUE\r\n"));

        Assert.Equal(("-odd", 4, "broker-a:1;broker-b:2", true), (definition.Topic, definition.Brokers["*"].WriteQueues, definition.OrderQueues, definition.Order));
    }

    private static IReadOnlyList<ImportLine> Check(string text) => TopicImport.Check(DefinitionFile.Read(text), everywhere: false, Cluster);
}
