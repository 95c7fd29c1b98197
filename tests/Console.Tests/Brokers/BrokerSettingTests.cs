using RocketMQ.ManagementConsole.Brokers;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Tests.Brokers;

public sealed class BrokerSettingTests
{
    private const int V5_3_3 = 479;

    [Theory]
    [InlineData("72", null, SettingSource.Default)]
    [InlineData("48", null, SettingSource.Set)]
    [InlineData("48", "48", SettingSource.File)]
    [InlineData("72", "72", SettingSource.File)]
    [InlineData("72", "48", SettingSource.NotTheFile)]
    public void A_value_is_told_from_the_default_and_the_file(string value, string? inFile, SettingSource expected)
    {
        var file = inFile is null ? null : new Dictionary<string, string> { ["fileReservedTime"] = inFile };

        var setting = Assert.Single(BrokerSetting.Of(Settings(value), file, [], SettingsDefaults.FourNine));

        Assert.Equal((expected, "72", inFile == value ? null : inFile), (setting.Source, setting.Default, setting.InFile));
    }

    [Fact]
    public void What_was_changed_in_this_console_names_who_and_when_until_the_value_is_another_one()
    {
        var entry = Changed("fileReservedTime", "48");

        var changed = Assert.Single(BrokerSetting.Of(Settings("48"), new Dictionary<string, string> { ["fileReservedTime"] = "48" }, [entry], SettingsDefaults.FourNine));
        var changedAgain = Assert.Single(BrokerSetting.Of(Settings("24"), null, [entry], SettingsDefaults.FourNine));
        var failed = Assert.Single(BrokerSetting.Of(Settings("48"), null, [entry with { Status = ChangeStatus.Failed }], SettingsDefaults.FourNine));

        Assert.Equal((SettingSource.Changed, "ann", Samples.Noon), (changed.Source, changed.ChangedBy, changed.ChangedAt));
        Assert.Equal((SettingSource.Set, null), (changedAgain.Source, changedAgain.ChangedBy));
        Assert.Equal(SettingSource.Set, failed.Source);
    }

    [Theory]
    [InlineData("brokerIP1")]
    [InlineData("aKeyOfAnotherVersion")]
    public void Where_no_default_is_known_the_source_is_not_known(string key)
    {
        var setting = Assert.Single(BrokerSetting.Of(new Dictionary<string, string> { [key] = "x" }, null, [], SettingsDefaults.FourNine));

        Assert.Equal(SettingSource.Unknown, setting.Source);
    }

    [Theory]
    [InlineData(V5_3_3, "bindAddress", "0.0.0.0", SettingSource.Default)]
    [InlineData(V5_3_3, "transactionCheckInterval", "30000", SettingSource.Default)]
    [InlineData(V5_3_3, "transactionCheckInterval", "60000", SettingSource.Set)]
    [InlineData(V5_3_3, "popReviveMaxAttemptTimes", "16", SettingSource.Default)]
    [InlineData(V5_3_3, "messageStorePlugIn", "", SettingSource.Default)]
    [InlineData(V5_3_3, "pullMessageThreadPoolNums", "20", SettingSource.Unknown)]
    [InlineData(RemotingVersion.V4_9_8, "transactionCheckInterval", "60000", SettingSource.Default)]
    [InlineData(null, "transactionCheckInterval", "60000", SettingSource.Default)]
    public void A_value_is_compared_with_the_default_of_the_brokers_own_line_of_releases(int? version, string key, string value, SettingSource expected)
    {
        var setting = Assert.Single(BrokerSetting.Of(new Dictionary<string, string> { [key] = value }, null, [], SettingsDefaults.Of(version)));

        Assert.Equal(expected, setting.Source);
    }

    [Theory]
    [InlineData("brokerPermission", "6", true)]
    [InlineData("brokerPermission", "8", false)]
    [InlineData("brokerPermission", "six", false)]
    [InlineData("traceOn", "false", true)]
    [InlineData("traceOn", "no", false)]
    [InlineData("consumerFallbehindThreshold", "0", false)]
    [InlineData("consumerFallbehindThreshold", "9000000000", true)]
    [InlineData("regionId", "a\nb", false)]
    public void A_value_is_checked_as_the_broker_would(string key, string value, bool allowed) =>
        Assert.Equal(allowed, SettingsReference.All[key].Allows(value));

    [Fact]
    public void Paths_and_addresses_and_ports_can_not_be_changed_while_a_broker_runs()
    {
        var editable = SettingsReference.All.Values.Where(setting => setting.IsEditable).Select(setting => setting.Key).ToList();

        Assert.Contains("fileReservedTime", editable);
        Assert.DoesNotContain(editable, key => key.Contains("Path", StringComparison.Ordinal) || key.Contains("Addr", StringComparison.Ordinal) || key.Contains("Port", StringComparison.Ordinal));
        Assert.Equal(["ASYNC_FLUSH", "SYNC_FLUSH"], SettingsReference.All["flushDiskType"].Choices);
        Assert.Equal("Hours a commit log file is kept. A change counts from the next start.", SettingsReference.All["fileReservedTime"].Meaning);
    }

    private static Dictionary<string, string> Settings(string value) => new() { ["fileReservedTime"] = value };

    private static AuditEntry Changed(string key, string after) => new()
    {
        At = Samples.Noon, Person = "ann", Cluster = "dev", Kind = SettingsChange.KindName, ObjectName = "broker-a/0", Status = ChangeStatus.Done,
        Brokers = [new BrokerChange("broker-a/0", Samples.AddressA, false, [new FieldChange(key, "72", after)])],
    };
}
