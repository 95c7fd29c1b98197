using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Plans;
using RocketMQ.ManagementConsole.Components.Shared;
using RocketMQ.ManagementConsole.Components.Topics;
using RocketMQ.ManagementConsole.Plans;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Topics;
using RocketMQ.ManagementConsole.Topics;

namespace RocketMQ.ManagementConsole.Tests.Plans;

/// <summary>The pages on which plans are looked at and applied, and those that lead there.</summary>
public sealed class PlanPagesTests : ClusterPageTest
{
    private static readonly ClusterSnapshot Three = Samples.Snapshot([Samples.Topic("orders"), Samples.Topic("parcels"), Samples.Topic("payments"), Samples.Topic("TBW102", TopicKind.System)]);

    private PlanStore Store => Services.GetRequiredService<PlanStore>();

    private string Address => Services.GetRequiredService<NavigationManager>().ToBaseRelativePath(Services.GetRequiredService<NavigationManager>().Uri);

    [Fact]
    public async Task A_plan_is_shown_with_who_asked_and_applied_with_an_outcome_for_each_topic()
    {
        var cluster = new KeepingCluster(Topics, Attach(Three));
        cluster.Refusing.Add("parcels");
        var plan = await KeepAsync(cluster.Cluster, Save("orders", 4), Save("parcels", 4));
        var page = Show(plan);
        Assert.Contains("Planned by admin", page.Markup, StringComparison.Ordinal);
        Assert.Contains("because", page.Find("blockquote").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".entries > details").Count);

        Button(page, "Apply").Click();

        page.WaitForAssertion(() => Assert.Equal(["done", "failed"], page.FindAll(".entries > details").Select(item => item.QuerySelector(".badge")!.TextContent.Trim())));
        Assert.Contains("the disk is full", page.FindAll(".entries > details")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("undo/", page.FindAll(".entries > details")[0].InnerHtml, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Apply");
    }

    [Fact]
    public async Task A_plan_that_no_longer_holds_shows_then_and_now_and_can_only_be_planned_anew()
    {
        var cluster = new KeepingCluster(Topics, Attach(Three));
        var plan = await KeepAsync(cluster.Cluster, Save("orders", 4));
        var page = Show(plan);
        Assert.False(Button(page, "Apply").HasAttribute("disabled"));

        cluster.Cluster.Publish(Samples.Snapshot([Samples.Topic("orders", TopicKind.Normal, ("broker-a", 6))]));

        page.WaitForAssertion(() => Assert.Contains("no longer what this plan was made for", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["8", "8", "6", "6"], page.FindAll("td.before").Select(cell => cell.TextContent));
        Assert.True(Button(page, "Apply").HasAttribute("disabled"));
        Button(page, "Plan anew").Click();
        page.WaitForAssertion(() => Assert.Equal($"c/dev/plans/{plan + 1}", Address));
        Assert.Equal("6", Store.Find("dev", plan + 1)!.Items[0].Plan.Brokers[0].Fields[0].Before);
    }

    [Fact]
    public async Task Deleting_is_applied_after_what_is_lost_was_typed()
    {
        var cluster = new KeepingCluster(Topics, Attach(Three));
        var plan = await KeepAsync(cluster.Cluster, new TopicDeletion("orders"), new TopicDeletion("parcels"));
        var dialogs = Services.GetRequiredService<DialogService>();
        ConfirmRequest? asked = null;
        dialogs.OnOpen += (_, _, parameters, _) => asked = (ConfirmRequest)parameters["Request"]!;
        var page = Show(plan);

        Button(page, "Apply").Click();

        page.WaitForAssertion(() => Assert.Equal((true, "2 topics"), (asked?.LosesData, asked?.ObjectName)));
        Assert.Contains("orders, parcels", asked!.Detail, StringComparison.Ordinal);
        Assert.Empty(Topics.Deleted);
        await page.InvokeAsync(() => dialogs.Close(true));
        page.WaitForAssertion(() => Assert.Equal(["orders", "parcels"], Topics.Deleted));
    }

    [Fact]
    public async Task Whoever_lacks_the_role_sees_the_plan_and_which_role_it_needs()
    {
        var cluster = new KeepingCluster(Topics, Attach(Three));
        var plan = await KeepAsync(cluster.Cluster, new TopicDeletion("orders"));
        Authorization.SetPolicies("view", "operate");

        var page = Show(plan);

        Assert.Contains("needs the role Administrator", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Apply");
    }

    [Fact]
    public async Task Whoever_planned_for_somebody_else_reads_that_another_has_to_apply_it()
    {
        var cluster = new KeepingCluster(Topics, Attach(Three));
        var author = await Services.GetRequiredService<PageChanges>().AuthorAsync();
        var plan = (await Services.GetRequiredService<KeptPlans>().KeepAsync([Save("orders", 4)], "", cluster.Cluster, author, forAnother: true))!;

        var page = Show(plan.Id);

        Assert.Contains("by somebody else than admin", page.Markup, StringComparison.Ordinal);
        Assert.Contains("you can not apply it yourself", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Apply");
        Assert.Contains(page.FindAll("button"), button => button.TextContent == "Take back");
    }

    [Fact]
    public async Task What_another_does_with_a_plan_is_seen_at_once()
    {
        var cluster = new KeepingCluster(Topics, Attach(Three));
        var plan = await KeepAsync(cluster.Cluster, Save("orders", 4));
        var page = Show(plan);
        var list = Render<PlansPage>(p => p.Add(one => one.ClusterName, "dev"));
        Assert.Contains("waits", list.Find("tbody").TextContent, StringComparison.Ordinal);

        Button(page, "Take back").Click();

        list.WaitForAssertion(() => Assert.Contains("taken back", list.Find("tbody").TextContent, StringComparison.Ordinal));
        Assert.Contains("Taken back by admin", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_is_not_there_is_said_to_be_unknown()
    {
        Attach(Three);

        Assert.Contains("There is no plan 7", Show(7).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Chosen_topics_are_planned_together_and_topics_of_the_servers_cannot_be_chosen()
    {
        At("c/dev/topics?kinds=Normal,System");
        _ = new KeepingCluster(Topics, Attach(Three));
        var page = Render<TopicsPage>(p => p.Add(one => one.ClusterName, "dev"));
        Assert.True(page.Find("input[aria-label='Choose TBW102']").HasAttribute("disabled"));
        page.Find("input[aria-label='Choose orders']").Change(true);
        page.Find("input[aria-label='Choose payments']").Change(true);
        Assert.Contains("2 chosen", page.Find(".batch").TextContent, StringComparison.Ordinal);
        var plan = Button(page, "Plan changes (2)");
        Assert.True(plan.HasAttribute("disabled"));

        page.Find(".batch select").Change("4");
        Button(page, "Plan changes (2)").Click();

        page.WaitForAssertion(() => Assert.StartsWith("c/dev/plans/", Address, StringComparison.Ordinal));
        var kept = Assert.Single(Store.List("dev", 10));
        Assert.Equal([("topic.save", "orders"), ("topic.save", "payments")], kept.Items.Select(item => (item.Kind, item.ObjectName)));
        Assert.All(kept.Items, item => Assert.Equal(new FieldChange("Topics.Permission", "RW-", "R--"), Assert.Single(Assert.Single(item.Plan.Brokers).Fields)));
        Assert.Empty(Topics.Saved);
    }

    [Fact]
    public void All_that_are_listed_can_be_chosen_to_be_deleted()
    {
        At("c/dev/topics?q=pa&kinds=Normal");
        _ = new KeepingCluster(Topics, Attach(Three));
        var page = Render<TopicsPage>(p => p.Add(one => one.ClusterName, "dev"));

        page.Find("thead input").Change(true);
        page.FindAll(".batch .segments button")[1].Click();
        Button(page, "Plan changes (2)").Click();

        page.WaitForAssertion(() => Assert.Equal(["parcels", "payments"], Assert.Single(Store.List("dev", 10)).Items.Select(item => item.ObjectName)));
        Assert.Empty(Topics.Deleted);
    }

    [Fact]
    public void A_viewer_chooses_nothing()
    {
        Authorization.SetPolicies("view");
        Attach(Three);

        Assert.Empty(Render<TopicsPage>(p => p.Add(one => one.ClusterName, "dev")).FindAll("tbody input"));
    }

    [Fact]
    public void An_import_is_checked_then_planned_and_what_is_refused_left_out()
    {
        _ = new KeepingCluster(Topics, Attach(Three));
        var page = Render<TopicImportPage>(p => p.Add(one => one.ClusterName, "dev"));
        page.Find("textarea").Change("topic,readQueues,writeQueues\nfresh,4,4\norders,16,8\nbad name,4,4");

        Button(page, "Check").Click();

        Assert.Contains("1 would be created, 1 changed, 0 are so already, 1 are refused", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Read queues 8 → 16", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Topics.Saved);
        Button(page, "Plan changes (2)").Click();
        page.WaitForAssertion(() => Assert.Equal(["fresh", "orders"], Assert.Single(Store.List("dev", 10)).Items.Select(item => item.ObjectName)));
    }

    [Fact]
    public void A_file_that_cannot_be_read_says_where_and_why()
    {
        Attach(Three);
        var page = Render<TopicImportPage>(p => p.Add(one => one.ClusterName, "dev"));

        page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromText("topic,readQueues,writeQueues\nx,many,4", "topics.csv"));

        page.WaitForAssertion(() => Assert.Contains("line 2: readQueues 'many' is no number", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void The_export_has_the_lists_filters()
    {
        At("c/dev/topics?q=o%26&kinds=Normal");
        Attach(Three);

        Assert.Equal("c/dev/topic-definitions/export?format=csv&q=o%26&kinds=Normal", Render<TopicsPage>(p => p.Add(one => one.ClusterName, "dev")).Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void A_form_can_be_kept_as_a_plan_instead_of_applied()
    {
        _ = new KeepingCluster(Topics, Attach(Three));
        var page = Render<TopicEditPage>(p => p.Add(one => one.ClusterName, "dev").Add(one => one.TopicName, "orders"));
        page.FindAll("input[type=number]")[0].Input("16");

        Button(page, "Keep the plan").Click();

        page.WaitForAssertion(() => Assert.StartsWith("c/dev/plans/", Address, StringComparison.Ordinal));
        Assert.Equal("orders", Assert.Single(Assert.Single(Store.List("dev", 10)).Items).ObjectName);
        Assert.Empty(Topics.Saved);
    }

    private static TopicSave Save(string topic, int queues)
    {
        var draft = TopicDraft.Edit(Three.Topic(topic)!);
        draft.Set(queues, queues, null);
        return new TopicSave(draft.Wish);
    }

    private async Task<long> KeepAsync(FakeCluster cluster, params IKeepableChange[] changes) =>
        (await Services.GetRequiredService<KeptPlans>().KeepAsync(changes, "because", cluster, await Services.GetRequiredService<PageChanges>().AuthorAsync()))!.Id;

    private IRenderedComponent<PlanPage> Show(long plan) => Render<PlanPage>(p => p.Add(page => page.ClusterName, "dev").Add(page => page.Number, plan));

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text)
        where T : IComponent => page.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
