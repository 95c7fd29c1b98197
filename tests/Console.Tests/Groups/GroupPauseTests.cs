using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Groups;
using RocketMQ.ManagementConsole.Groups;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Topics;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Groups;

public sealed class GroupPauseTests : ClusterPageTest
{
    private static readonly GroupSnapshot Billing = Samples.Group("billing") with
    {
        Configs = Samples.Group("billing").Configs.SetItem("broker-b", new SubscriptionGroupConfig { GroupName = "billing", RetryMaxTimes = 3 }),
    };

    [Fact]
    public void Pausing_changes_nothing_else_on_any_broker_and_can_be_undone()
    {
        var cluster = Attach(Samples.Snapshot(groups: [Billing]));
        var configs = Billing.Configs;
        Groups.Save = (config, target) =>
        {
            configs = configs.SetItem(target == BrokerTarget.Address(Samples.AddressA) ? "broker-a" : "broker-b", config);
            cluster.Next = Samples.Snapshot(groups: [Billing with { Configs = configs }]);
            return Samples.Answer(default(Done), target == BrokerTarget.Address(Samples.AddressA) ? Samples.AddressA : Samples.AddressB);
        };
        var dialogs = Services.GetRequiredService<DialogService>();
        dialogs.OnOpen += (_, _, _, _) => dialogs.Close(true);
        var page = Render<GroupPage>(p => p.Add(c => c.ClusterName, "dev").Add(c => c.GroupName, "billing").Add(c => c.Tab, "settings"));

        page.FindAll("button").Single(button => button.TextContent == "Pause").Click();

        page.WaitForAssertion(() => Assert.Contains("Paused", page.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Equal([(false, 16), (false, 3)], Groups.Saved.Select(saved => (saved.Group.ConsumeEnable, saved.Group.RetryMaxTimes)).OrderByDescending(saved => saved.RetryMaxTimes));
        Assert.Contains(page.FindAll("a.button"), link => link.GetAttribute("href") == "c/dev/undo/1");
        Assert.Single(page.FindAll("button"), button => button.TextContent == "Resume");
    }

    [Fact]
    public void The_plan_names_the_one_setting_of_each_broker()
    {
        var plan = new GroupPause("billing", true).Plan(Samples.Snapshot(groups: [Billing]));

        Assert.All(plan.Brokers, broker => Assert.Equal(new FieldChange("Groups.ConsumeEnable", "true", "false"), Assert.Single(broker.Fields)));
        Assert.Equal(2, plan.CommandLine!.Split('\n').Length);
        Assert.Contains("-s false", plan.CommandLine, StringComparison.Ordinal);
    }
}
