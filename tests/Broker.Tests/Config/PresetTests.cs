using RocketMQ.Broker.Config;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Config;

public sealed class PresetTests
{
    public static TheoryData<string, string, int, string> Presets => new()
    {
        { "2m-2s-sync/broker-a", "broker-a", 0, "SYNC_MASTER" },
        { "2m-2s-sync/broker-a-s", "broker-a", 1, "SLAVE" },
        { "2m-2s-sync/broker-b", "broker-b", 0, "SYNC_MASTER" },
        { "2m-2s-sync/broker-b-s", "broker-b", 1, "SLAVE" },
        { "2m-2s-async/broker-a", "broker-a", 0, "ASYNC_MASTER" },
        { "2m-2s-async/broker-a-s", "broker-a", 1, "SLAVE" },
        { "2m-2s-async/broker-b", "broker-b", 0, "ASYNC_MASTER" },
        { "2m-2s-async/broker-b-s", "broker-b", 1, "SLAVE" },
        { "2m-noslave/broker-a", "broker-a", 0, "ASYNC_MASTER" },
        { "2m-noslave/broker-b", "broker-b", 0, "ASYNC_MASTER" },
        { "2m-noslave/broker-trace", "broker-trace", 0, "ASYNC_MASTER" },
    };

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_preset_begins_with_the_lines_of_the_original_and_adds_only_a_port_and_a_folder(string file, string name, int id, string role)
    {
        var lines = Read(file).Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToArray();

        Assert.Equal(
            [
                "brokerClusterName=DefaultCluster", $"brokerName={name}", $"brokerId={id}", "deleteWhen=04", "fileReservedTime=48", $"brokerRole={role}",
                "flushDiskType=ASYNC_FLUSH",
            ],
            lines[..7]);
        Assert.Equal(["listenPort", "storePathRootDir"], lines[7..].Select(line => line.Split('=')[0]));
    }

    [Theory]
    [InlineData("2m-2s-sync", 4)]
    [InlineData("2m-2s-async", 4)]
    [InlineData("2m-noslave", 3)]
    public void The_brokers_of_a_preset_get_in_nobodys_way_on_one_machine(string preset, int brokers)
    {
        var loaded = Presets.Select(row => (string)row[0]).Where(file => file.StartsWith($"{preset}/", StringComparison.Ordinal)).Select(file =>
        {
            var (configuration, errors, warnings) = ServerConfiguration.Load(BrokerCatalog.Create(), PropertiesText.Parse(Read(file)));
            Assert.Empty(errors);
            Assert.Empty(warnings);
            BrokerStartConfiguration.Complete(configuration);
            return configuration;
        }).ToArray();

        // Each takes the port for clients, two below it and one above it.
        var ports = loaded.Select(configuration => configuration.Integer("listenPort")).SelectMany(port => new[] { port - 2, port, port + 1 }).ToArray();
        Assert.Equal(brokers, loaded.Length);
        Assert.Equal(ports.Length, ports.Distinct().Count());
        Assert.Equal(brokers, loaded.Select(configuration => configuration.Text("storePathRootDir")).Distinct().Count());
        Assert.All(loaded, configuration => Assert.True(Path.IsPathFullyQualified(configuration.Text("storePathRootDir"))));
    }

    [Fact]
    public void The_important_properties_are_those_of_the_original_in_its_order()
    {
        // As mqbroker -m of 4.9.8 prints them.
        string[] original =
        [
            "namesrvAddr", "brokerIP1", "brokerName", "brokerClusterName", "brokerId", "autoCreateTopicEnable", "autoCreateSubscriptionGroup",
            "msgTraceTopicName", "traceTopicEnable", "rejectTransactionMessage", "fetchNamesrvAddrByAddressServer", "transactionTimeOut",
            "transactionCheckMax", "transactionCheckInterval", "aclEnable", "storePathRootDir", "storePathCommitLog", "storePathDLedgerCommitLog",
            "flushIntervalCommitLog", "commitIntervalCommitLog", "flushCommitLogTimed", "deleteWhen", "fileReservedTime",
            "maxTransferBytesOnMessageInMemory", "maxTransferCountOnMessageInMemory", "maxTransferBytesOnMessageInDisk",
            "maxTransferCountOnMessageInDisk", "accessMessageInMemoryMaxRatio", "messageIndexEnable", "messageIndexSafe", "haMasterAddress", "brokerRole",
            "flushDiskType", "cleanFileForciblyEnable", "transientStorePoolEnable",
        ];
        var catalog = BrokerCatalog.Create();

        var printed = catalog.Important.Select(key => key.Name).ToArray();

        Assert.Equal(original.Where(name => catalog.Find(name) is not null), printed.Where(original.Contains));
        Assert.All(original.Where(name => catalog.Find(name) is null), name => Assert.True(catalog.IsIgnored(name)));
    }

    private static string Read(string file) => ReferenceFile.Stored($"conf/{file}.properties");
}
