using System.Collections.Immutable;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Lookup;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Lookup;

public sealed class ClueReaderTests
{
    private static readonly string UniqueId = "C0000207" + "0A1B" + "18B4AAC2" + SinceMonth(Noon) + "0001";

    private static readonly ClusterSnapshot Snapshot = new()
    {
        Brokers = [new BrokerSnapshot { BrokerName = "broker-a", BrokerId = 0, Address = "192.0.2.1:10911", ClusterName = "main" }],
        Topics = [Topic("orders", TopicKind.Normal)],
        Groups = [new GroupSnapshot { Name = "billing", IsSystem = false, Configs = ImmutableSortedDictionary<string, SubscriptionGroupConfig>.Empty }],
    };

    [Theory]
    [InlineData("20250304-0017", ClueKind.Key)]
    [InlineData("  A-17 ", ClueKind.Key)]
    [InlineData("orders", ClueKind.Topic)]
    [InlineData("billing", ClueKind.Group)]
    public void One_word_is_what_was_asked_for(string text, ClueKind kind) =>
        Assert.Equal(new Clue(kind, text.Trim()), Assert.Single(Read(text)));

    [Fact]
    public void An_id_with_the_address_of_a_broker_is_an_offset_id()
    {
        var clue = Assert.Single(Read(MessageIds.FormatOffsetId(HostAddress.From(HostOf("broker-a")), 1234)));

        Assert.Equal((ClueKind.OffsetId, "broker-a (192.0.2.1:10911)"), (clue.Kind, clue.Origin));
    }

    [Fact]
    public void Any_other_id_is_a_unique_id_that_says_who_made_it_and_when()
    {
        var clue = Assert.Single(Read(UniqueId));

        Assert.Equal((ClueKind.UniqueId, Noon, "192.0.2.7"), (clue.Kind, clue.MadeAt, clue.Origin));
    }

    [Fact]
    public void A_line_of_a_log_gives_its_id_its_names_and_what_can_be_an_order_number()
    {
        var clues = Read($"2025-03-04 12:00:01,345 WARN [pool-1] consume failed, msgId={UniqueId} topic=orders group=billing orderNo=\"A17\" host=192.0.2.9:8080 SO-2025-0042");

        Assert.Equal(
            [(ClueKind.UniqueId, UniqueId), (ClueKind.Topic, "orders"), (ClueKind.Group, "billing"), (ClueKind.Key, "A17"), (ClueKind.Key, "pool-1"), (ClueKind.Key, "SO-2025-0042")],
            clues.Select(clue => (clue.Kind, clue.Text)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("consume failed, see above")]
    public void A_text_without_anything_gives_no_clue(string text) => Assert.Empty(Read(text));

    [Fact]
    public void A_file_is_no_line() => Assert.Empty(Read(new string('7', ClueReader.MostText + 1)));

    internal static TopicSnapshot Topic(string name, TopicKind kind, params string[] brokers) => new()
    {
        Name = name, Kind = kind, Configs = (brokers is [] ? ["broker-a"] : brokers).ToImmutableSortedDictionary(broker => broker, _ => new TopicConfig { TopicName = name }),
    };

    internal static string SinceMonth(DateTimeOffset moment) =>
        ((int)(moment - new DateTimeOffset(moment.Year, moment.Month, 1, 0, 0, 0, moment.Offset)).TotalMilliseconds).ToString("X8", null);

    private static IReadOnlyList<Clue> Read(string text) => ClueReader.Read(text, Snapshot, Noon.AddHours(1));
}
