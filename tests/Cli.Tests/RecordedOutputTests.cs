using System.Text.RegularExpressions;
using RocketMQ.Cli.Hosting;

namespace RocketMQ.Cli.Tests;

/// <summary>
/// Runs commands against the recorded answers of Apache's 4.9.8 and 5.3.3 and compares with what Apache's own mqadmin printed about them.
/// </summary>
public sealed class RecordedOutputTests
{
    // NS and BROKER stand for the addresses. Columns: version, recording, command line, what is the original's own and is left out.
    public static TheoryData<string, string, string> Exact() => new()
    {
        { "4.9.8", "addWritePerm", "addWritePerm -b broker-cap" },
        { "4.9.8", "brokerConsumeStats", "brokerConsumeStats -b BROKER" },
        { "4.9.8", "brokerStatus", "brokerStatus -b BROKER" },
        { "4.9.8", "cleanExpiredCQ", "cleanExpiredCQ -b BROKER" },
        { "4.9.8", "cleanUnusedTopic", "cleanUnusedTopic -b BROKER" },
        { "4.9.8", "cloneGroupOffset", "cloneGroupOffset -s cg_push -d cg_clone -t CapTopic" },
        { "4.9.8", "consumerConnection", "consumerConnection -g cg_live" },
        { "4.9.8", "consumerProgress", "consumerProgress -g cg_push" },
        { "4.9.8", "consumerProgress-live", "consumerProgress -g cg_live" },
        { "4.9.8", "deleteExpiredCommitLog", "deleteExpiredCommitLog -b BROKER" },
        { "4.9.8", "deleteKvConfig", "deleteKvConfig -s NS1 -k k1" },
        { "4.9.8", "deleteSubGroup", "deleteSubGroup -c DefaultCluster -g DelGroup" },
        { "4.9.8", "deleteTopic", "deleteTopic -c DefaultCluster -t DelTopic" },
        { "4.9.8", "getBrokerConfig", "getBrokerConfig -b BROKER" },
        { "4.9.8", "getConsumerConfig", "getConsumerConfig -g cg_push" },
        { "4.9.8", "getNamesrvConfig", "getNamesrvConfig" },
        { "4.9.8", "producer", "producer -b BROKER" },
        { "4.9.8", "producerConnection", "producerConnection -g pg_hold -t CapTopic" },
        { "4.9.8", "queryCq", "queryCq -t CapTopic -q 0 -i 0 -c 3" },
        { "4.9.8", "queryMsgByKey", "queryMsgByKey -t CapTopic -k KEY0" },
        { "4.9.8", "queryMsgTraceById", "queryMsgTraceById -i C000020240615FFD2B276DD3A0B40000" },
        { "4.9.8", "resetOffsetByTime", "resetOffsetByTime -g cg_live -t CapTopic -s -1" },
        { "4.9.8", "skipAccumulatedMessage", "skipAccumulatedMessage -g cg_live -t CapTopic" },
        { "4.9.8", "topicClusterList", "topicClusterList -t CapTopic" },
        { "4.9.8", "topicList", "topicList -c" },
        { "4.9.8", "topicRoute", "topicRoute -t CapTopic" },
        { "4.9.8", "topicStatus", "topicStatus -t CapTopic" },
        { "4.9.8", "updateBrokerConfig", "updateBrokerConfig -b BROKER -k fileReservedTime -v 48" },
        { "4.9.8", "updateKvConfig", "updateKvConfig -s NS1 -k k1 -v v1" },
        { "4.9.8", "updateNamesrvConfig", "updateNamesrvConfig -k clusterTest -v false" },
        { "4.9.8", "updateOrderConf", "updateOrderConf -t CapTopic -m get" },
        { "4.9.8", "updateSubGroup", "updateSubGroup -c DefaultCluster -g DelGroup" },
        { "4.9.8", "updateTopic", "updateTopic -c DefaultCluster -t DelTopic" },
        { "4.9.8", "updateTopicPerm", "updateTopicPerm -b BROKER -t CapTopic -p 6" },
        { "4.9.8", "wipeWritePerm", "wipeWritePerm -b broker-cap" },
        { "4.9.8", "acl-clusterAclConfigVersion", "clusterAclConfigVersion -c DefaultCluster" },
        { "4.9.8", "acl-deleteAclConfig", "deleteAclConfig -b BROKER -a newAccount" },
        { "4.9.8", "acl-updateGlobalWhiteAddr", "updateGlobalWhiteAddr -b BROKER -g 10.0.0.*" },
        { "5.3.3", "addWritePerm", "addWritePerm -b broker-cap" },
        { "5.3.3", "brokerConsumeStats", "brokerConsumeStats -b BROKER" },
        { "5.3.3", "brokerStatus", "brokerStatus -b BROKER" },
        { "5.3.3", "cleanExpiredCQ", "cleanExpiredCQ -b BROKER" },
        { "5.3.3", "consumerConnection", "consumerConnection -g cg_live" },
        { "5.3.3", "consumerProgress", "consumerProgress -g cg_push" },
        { "5.3.3", "consumerProgress-live", "consumerProgress -g cg_live" },
        { "5.3.3", "deleteTopic", "deleteTopic -c DefaultCluster -t DelTopic" },
        { "5.3.3", "getBrokerConfig", "getBrokerConfig -b BROKER" },
        { "5.3.3", "getNamesrvConfig", "getNamesrvConfig" },
        { "5.3.3", "haStatus", "haStatus -b BROKER" },
        { "5.3.3", "producer", "producer -b BROKER" },
        { "5.3.3", "producerConnection", "producerConnection -g pg_hold -t CapTopic" },
        { "5.3.3", "queryCq", "queryCq -t CapTopic -q 0 -i 0 -c 3" },
        { "5.3.3", "queryMsgByKey", "queryMsgByKey -t CapTopic -k KEY0" },
        { "5.3.3", "setConsumeMode", "setConsumeMode -c DefaultCluster -t CapTopic -g cg_pop -m POP -q 8" },
        { "5.3.3", "skipAccumulatedMessage", "skipAccumulatedMessage -g cg_live -t CapTopic" },
        { "5.3.3", "statsAll", "statsAll -a" },
        { "5.3.3", "topicClusterList", "topicClusterList -t CapTopic" },
        { "5.3.3", "topicList", "topicList -c" },
        { "5.3.3", "topicRoute", "topicRoute -t CapTopic" },
        { "5.3.3", "topicStatus", "topicStatus -t CapTopic" },
        { "5.3.3", "updateBrokerConfig", "updateBrokerConfig -b BROKER -k fileReservedTime -v 48" },
        { "5.3.3", "updateTopic", "updateTopic -c DefaultCluster -t DelayTopic -a +message.type=DELAY" },
        { "5.3.3", "wipeWritePerm", "wipeWritePerm -b broker-cap" },
    };

    [Theory]
    [MemberData(nameof(Exact))]
    public async Task A_command_prints_what_the_original_printed_about_the_same_answers(string version, string capture, string line)
    {
        var cluster = new RecordedCluster(version, capture);
        var tool = new Tooling(cluster.Network);

        var exit = await tool.RunAsync($"{line.Replace("BROKER", cluster.Broker, StringComparison.Ordinal)} -n {cluster.NameServer}");

        Assert.Equal((ExitCodes.Done, ""), (exit, tool.Errors));
        Assert.Equal(Lines(Recorded(version, capture)), Lines(tool.Output));
    }

    // Where the output differs on purpose (mqadmin help says how), both sides are brought to one form.
    public static TheoryData<string, string, string> Normalised() => new()
    {
        { "4.9.8", "clusterList", "clusterList" },
        { "4.9.8", "consumerStatus", "consumerStatus -g cg_live" },
        { "4.9.8", "printMsgByQueue", "printMsgByQueue -t CapTopic -a broker-cap -i 0 -p true -d true" },
        { "4.9.8", "queryMsgById", "queryMsgById -i 7F00000100007CA70000000000000000" },
        { "4.9.8", "queryMsgByOffset", "queryMsgByOffset -t CapTopic -b broker-cap -i 0 -o 0" },
        { "4.9.8", "queryMsgByUniqueKey", "queryMsgByUniqueKey -t CapTopic -i C000020238B25FFD2B276DD2B43B0000" },
        { "5.3.3", "clusterList", "clusterList" },
        { "5.3.3", "printMsgByQueue", "printMsgByQueue -t CapTopic -a broker-cap -i 0 -p true -d true" },
        { "5.3.3", "queryMsgByOffset", "queryMsgByOffset -t CapTopic -b broker-cap -i 0 -o 0" },
        { "5.3.3", "queryMsgByUniqueKey", "queryMsgByUniqueKey -t CapTopic -i C000020224435FFD2B276DF44FF40000" },
    };

    [Theory]
    [MemberData(nameof(Normalised))]
    public async Task A_command_prints_the_same_but_for_what_its_help_says_is_different(string version, string capture, string line)
    {
        var cluster = new RecordedCluster(version, capture);
        var tool = new Tooling(cluster.Network);

        var exit = await tool.RunAsync($"{line} -n {cluster.NameServer}");

        Assert.Equal((ExitCodes.Done, ""), (exit, tool.Errors));
        Assert.Equal(Lines(Normalise(Recorded(version, capture))), Lines(Normalise(tool.Output)));
    }

    private static string Normalise(string text)
    {
        text = text.Replace("]MessageTrack", "]\nMessageTrack", StringComparison.Ordinal);
        // Why a group is unknown is told in other words, and the original adds a line with a link.
        text = Regex.Replace(text, "trackType=UNKNOWN.*?(?=\\nMessageTrack|$)", "trackType=UNKNOWN", RegexOptions.Singleline);
        text = Regex.Replace(text, " +(?:4987\\d\\d\\.\\d\\d|-) +", " HOURS ");
        text = Regex.Replace(text, "\\d{13}/", "TIME/");
        return Regex.Replace(text, "\\{([^{}]*UNIQ_KEY=[^{}]*)\\}", match =>
            $"{{{string.Join(", ", match.Groups[1].Value.Split(", ").Where(pair => !pair.StartsWith('M')).Order(StringComparer.Ordinal))}}}");
    }

    private static string Recorded(string version, string capture) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", version, $"{capture}.out"));

    // The original prints maps in the order of a Java hash table, which is none: lines are compared as a set with its multiplicities.
    private static List<string> Lines(string text) => [.. text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal)];
}
