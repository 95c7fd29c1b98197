using RocketMQ.ManagementConsole.Groups;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Groups;

public sealed class GroupDraftTests
{
    [Fact]
    public void An_address_fills_it_in_and_what_it_does_not_say_or_spells_wrongly_stays()
    {
        var address = new Dictionary<string, string>
        {
            ["name"] = "billing", ["consume"] = "false", ["broadcast"] = "perhaps", ["retryMax"] = "-1", ["retryQueues"] = "two", ["slowBrokerId"] = "2", ["broker"] = "broker-b",
        };
        var draft = GroupDraft.New(Samples.Snapshot());

        draft.Fill(address.GetValueOrDefault);

        var config = draft.Config;
        Assert.Equal(("billing", false, true, -1, 1, 2), (config.GroupName, config.ConsumeEnable, config.ConsumeBroadcastEnable, config.RetryMaxTimes, config.RetryQueueNums, config.WhichBrokerWhenConsumeSlowly));
        Assert.Equal(["broker-b"], draft.Brokers);
    }
}
