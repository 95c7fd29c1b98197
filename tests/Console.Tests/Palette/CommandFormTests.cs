using RocketMQ.Admin.CommandLines;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Palette;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Palette;

public sealed class CommandFormTests
{
    private static readonly PaletteCluster[] Clusters =
    [
        new("shop", Samples.Snapshot([Samples.Topic("orders")], [Samples.Group("billing")])),
        new("other", Samples.Snapshot() with { Brokers = [new BrokerSnapshot { BrokerName = "broker-x", BrokerId = 1, Address = "10.9.9.9:10911", ClusterName = "elsewhere" }] }),
    ];

    [Theory]
    [InlineData("updateTopic -n a:9876 -c DefaultCluster -t paid -r 16 -w 4 -p 4 -o true", "c/shop/topics/new?name=paid&read=16&write=4&perm=4&order=true")]
    [InlineData("updateTopic -c DefaultCluster -t paid -r 4 -w 4 -p 6 -o false -a '+message.type=FIFO'", "c/shop/topics/new?name=paid&read=4&write=4&perm=6&order=false&type=FIFO")]
    [InlineData("updateTopic -b 10.0.0.2:10911 -t orders -r 16", "c/shop/topics/orders/edit?read=16&broker=broker-b")]
    [InlineData("updateTopicPerm -b 10.0.0.2:10911 -t orders -p 2", "c/shop/topics/orders/edit?perm=2&broker=broker-b")]
    [InlineData("deleteTopic -c other -t orders", "c/other/topics/orders")]
    [InlineData("topicStatus -t %RETRY%billing", "c/shop/topics/%25RETRY%25billing/queues")]
    [InlineData("topicRoute -t orders", "c/shop/topics/orders/route")]
    [InlineData("sendMessage -t orders -p '{\"a\": 1}' -k A17 -c paid -b broker-a -i 3", "c/shop/topics/orders/send?body=%7B%22a%22%3A%201%7D&tag=paid&keys=A17&broker=broker-a&queue=3")]
    [InlineData("updateSubGroup -c DefaultCluster -g new -s false -r 3 -i 1", "c/shop/groups/new?name=new&consume=false&retryMax=3&brokerId=1")]
    [InlineData("updateSubGroup -c DefaultCluster -g billing -d true", "c/shop/groups/billing/edit?broadcast=true")]
    [InlineData("consumerProgress -g billing", "c/shop/groups/billing")]
    [InlineData("consumerProgress", "c/shop/groups")]
    [InlineData("consumerConnection -g billing", "c/shop/groups/billing/members")]
    [InlineData("resetOffsetByTime -g billing -t orders -s 1741089600000 -f true", "c/shop/groups/billing/offsets?topic=orders&to=time&at=2025-03-04T12%3A00%3A00Z")]
    [InlineData("resetOffsetByTime -g billing -t orders -s 2025-03-04#12:00:00:250", "c/shop/groups/billing/offsets?topic=orders&to=time&at=2025-03-04T12%3A00%3A00.25")]
    [InlineData("resetOffsetByTime -g billing -t orders -s now", "c/shop/groups/billing/offsets?topic=orders&to=latest")]
    [InlineData("resetOffsetByTime -g billing -t orders -s now -b broker-b -q 3 -o 41", "c/shop/groups/billing/offsets?topic=orders&to=offset&number=41&queues=broker-b%3A3")]
    [InlineData("resetOffsetByTime -g billing -t orders -s 0 -b broker-b -q 3", "c/shop/groups/billing/offsets?topic=orders&to=time&at=1970-01-01T00%3A00%3A00Z&queues=broker-b%3A3")]
    [InlineData("skipAccumulatedMessage -g billing -t orders", "c/shop/groups/billing/offsets?topic=orders&to=latest")]
    [InlineData("cloneGroupOffset -s shipping -d billing -t orders -o true", "c/shop/groups/billing/offsets?topic=orders&to=group&source=shipping")]
    [InlineData("producerConnection -g mailers -t orders", "c/shop/clients?q=mailers")]
    [InlineData("queryMsgById -i 0A00000100002A9F0000000000000000", "c/shop/messages/0A00000100002A9F0000000000000000")]
    [InlineData("queryMsgByUniqueKey -i AC11000118B4AAC2 -t orders", "c/shop/messages/AC11000118B4AAC2?topic=orders")]
    [InlineData("queryMsgByKey -t orders -k A17", "c/shop/messages?by=key&topic=orders&key=A17")]
    [InlineData("queryMsgByOffset -t orders -b broker-a -i 2 -o 40", "c/shop/messages?by=offset&topic=orders&broker=broker-a&queue=2&offset=40")]
    [InlineData("getBrokerConfig -b 10.9.9.9:10911", "c/other/cluster/broker-x/1/config")]
    [InlineData("wipeWritePerm -b broker-b", "c/shop/cluster/broker-b/0")]
    [InlineData("clusterList -c elsewhere", "c/other/cluster")]
    [InlineData("haStatus -c DefaultCluster", "c/shop/replication")]
    public void A_line_leads_to_its_page_with_everything_that_it_says(string line, string address)
    {
        var form = Form(line);

        Assert.Equal(address, form!.Address);
        Assert.Empty(form.Unused);
    }

    [Theory]
    [InlineData("updateTopic -t paid -c DefaultCluster -u true -a +message.type=FIFO", "-u")]
    [InlineData("updateTopic -t paid -c DefaultCluster -a +message.type=FIFO,+cleanup.policy=COMPACTION", "-a")]
    [InlineData("updateTopic -t paid -c unknown", "-c")]
    [InlineData("topicStatus -t orders --json --timeout 3 -n a:1", "")]
    [InlineData("resetOffsetByTime -g billing -t orders -s yesterday -f false -b broker-b", "-b -f -s")]
    [InlineData("producer -b 10.0.0.2:10911", "-b")]
    public void Options_that_the_page_has_no_field_for_are_named(string line, string unused) => Assert.Equal(unused, string.Join(' ', Form(line)!.Unused));

    [Fact]
    public void A_body_too_long_for_an_address_is_left_to_the_user()
    {
        var form = Form($"sendMessage -t orders -p {new string('a', 2000)}");

        Assert.Equal("c/shop/topics/orders/send", form!.Address);
        Assert.Equal(["-p"], form.Unused);
    }

    [Fact]
    public void Every_command_that_asks_a_cluster_has_a_page()
    {
        var without = CommandSyntax.All.Where(command => CommandPages.Find(command.Name) is null).Select(command => command.Name);

        Assert.Equal(["syncDocs"], without);
    }

    private static CommandForm? Form(string line)
    {
        Assert.True(CommandLine.TryParse("mqadmin " + line, out var parsed, out var problem), problem?.ToString());
        return CommandForm.Of(parsed!, Clusters);
    }
}
