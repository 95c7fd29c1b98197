using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Lookup;
using RocketMQ.ManagementConsole.Components.Masking;
using RocketMQ.ManagementConsole.Components.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages.Masking;

/// <summary>Pages show what rules leave, and more only to those who give a reason.</summary>
public sealed class MaskedPagesTests : ConsolePage
{
    private const string Secret = "4111111111111111";
    private const string Body = $$"""{"card":"{{Secret}}","amount":7}""";
    private const string UniqueId = "C00002070A1B18B4AAC2000000000001";

    private readonly FakeMessageCluster _cluster;

    public MaskedPagesTests()
    {
        _cluster = new FakeMessageCluster(Message(Body, topic: "pay", keys: $"k1 {Secret}", tag: Secret, uniqueId: UniqueId, properties: ("note", Secret)));
        _cluster.Snapshot = _cluster.Snapshot with { Topics = [Samples.Topic("pay")], ListedAt = Noon };
        Services.GetRequiredService<ClusterConnections>().Put(_cluster);
        Store.Save("main", new MaskingRule("numbers", "pay", MaskingKind.Pattern, @"\d{13,19}"));
    }

    private MaskingStore Store => Services.GetRequiredService<MaskingStore>();

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private string Id => _cluster.Messages.Stored[0].Message.OffsetMessageId;

    [Fact]
    public void A_list_of_messages_is_masked()
    {
        Authorization.SetAuthorized("viewer").SetPolicies("view");

        var page = Search("?topic=pay");

        Assert.Contains("***", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contains=4111")]
    [InlineData("tag=" + Secret)]
    [InlineData("where=json:$.card%20starts%204111")]
    [InlineData("where=property:note%20eq%20" + Secret)]
    [InlineData("where=key%20eq%20" + Secret)]
    [InlineData("where=body%20contains%204111")]
    public void What_is_hidden_can_not_be_searched_for(string filter)
    {
        Assert.Empty(Search("?topic=pay&" + filter).FindAll("tbody tr"));
        Assert.Single(Search("?topic=pay&contains=amount").FindAll("tbody tr"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?view=hex")]
    [InlineData("?view=raw&all=1")]
    [InlineData("?view=json")]
    public void The_page_of_a_message_is_masked_in_every_view(string view)
    {
        Authorization.SetAuthorized("viewer").SetPolicies("view");

        var page = Open(Id + view);

        Assert.Contains("\"card\": \"***\"", page.Find(".body pre").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("34 31 31 31", page.Markup, StringComparison.Ordinal);
        Assert.Contains("hidden by: numbers", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_is_masked()
    {
        Navigation.NavigateTo("/c/main/find?q=" + UniqueId);

        var page = Render<FindPage>(p => p.Add(find => find.ClusterName, "main"));

        page.WaitForAssertion(() => Assert.Contains("***", page.Find(".finding tbody").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Viewers_are_told_whom_to_ask()
    {
        Authorization.SetAuthorized("viewer").SetPolicies("view");

        var page = Open(Id);

        Assert.Empty(page.FindAll("form.reveal"));
        Assert.Contains("Operators of this cluster", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_with_a_reason_sees_it_for_a_while_and_the_audit_says_so()
    {
        Authorization.SetAuthorized("olga").SetPolicies("view", "operate");
        var page = Open(Id);
        Assert.True(page.Find("form.reveal button").HasAttribute("disabled"));

        page.Find("form.reveal input").Input("TICKET-77");
        page.Find("form.reveal").Submit();

        page.WaitForAssertion(() => Assert.Contains(Secret, page.Find(".body pre").TextContent, StringComparison.Ordinal));
        Assert.Contains("Shown in the clear until 2025-03-04 12:05:00", page.Find(".notice").TextContent, StringComparison.Ordinal);
        var entry = Assert.Single(Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 10));
        Assert.Equal(("message.reveal", "olga", "pay", ChangeStatus.Done), (entry.Kind, entry.Person, entry.ObjectName, entry.Status));
        Assert.Equal(["TICKET-77", "5"], entry.Brokers[0].Fields.Select(field => field.After));
        Assert.Contains(Secret, Search("?topic=pay").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_is_left_open_hides_it_again()
    {
        Authorization.SetAuthorized("olga").SetPolicies("view", "operate");
        Store.Reveal("main", "olga", "pay", new Reveal("TICKET-77", Clock.GetUtcNow().AddMinutes(5)));
        var page = Open(Id);
        Assert.Contains(Secret, page.Markup, StringComparison.Ordinal);

        Clock.Advance(TimeSpan.FromMinutes(5));

        page.WaitForAssertion(() => Assert.DoesNotContain(Secret, page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void What_one_person_may_see_another_may_not_nor_in_another_topic()
    {
        Store.Reveal("main", "olga", "pay", new Reveal("TICKET-77", Clock.GetUtcNow().AddMinutes(5)));
        Authorization.SetAuthorized("otto").SetPolicies("view", "operate");
        Assert.DoesNotContain(Secret, Open(Id).Markup, StringComparison.Ordinal);

        Assert.Null(Store.FindReveal("main", "olga", "payments"));
        Assert.Null(Store.FindReveal("other", "olga", "pay"));
        Assert.NotNull(Store.FindReveal("main", "OLGA", "pay"));
    }

    [Fact]
    public void A_new_rule_hides_what_an_open_page_shows()
    {
        Store.Delete("main", "numbers");
        var page = Open(Id);
        Assert.Contains(Secret, page.Markup, StringComparison.Ordinal);

        Store.Save("main", new MaskingRule("late", "p*", MaskingKind.Path, "$.card"));

        page.WaitForAssertion(() => Assert.Contains("\"card\": \"***\"", page.Find(".body pre").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_and_leaves_outlive_a_restart()
    {
        Store.Reveal("main", "olga", "pay", new Reveal("TICKET-77", Clock.GetUtcNow().AddMinutes(5)));

        var after = new MaskingStore(Services.GetRequiredService<TemporaryDatabase>().Database, Clock);

        Assert.Equal([new MaskingRule("numbers", "pay", MaskingKind.Pattern, @"\d{13,19}")], after.RulesOf("main"));
        Assert.Equal("TICKET-77", after.FindReveal("main", "olga", "pay")?.Reason);
    }

    [Fact]
    public void An_administrator_saves_and_deletes_rules_and_the_audit_says_so()
    {
        Authorization.SetAuthorized("anna").SetPolicies("view", "operate", "administer");
        var page = Render<MaskingPage>(p => p.Add(masking => masking.ClusterName, "main"));
        Assert.Contains("numbers", page.Find("tbody tr").TextContent, StringComparison.Ordinal);

        page.FindAll("form input")[0].Input("card");
        page.FindAll("form input")[1].Input("pay*");
        page.FindAll("form input")[2].Input("$.card[");
        page.Find("form").Submit();
        Assert.Contains("This is no path", page.Find("form .notice").TextContent, StringComparison.Ordinal);
        page.FindAll("form input")[2].Input("$.card");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Contains(new MaskingRule("card", "pay*", MaskingKind.Path, "$.card"), Store.RulesOf("main"));
        var entry = Assert.Single(Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 10));
        Assert.Equal(("masking.save", "anna", "card"), (entry.Kind, entry.Person, entry.ObjectName));
        Assert.Equal(["pay*", "Path", "$.card"], entry.Brokers[0].Fields.Select(field => field.After));
    }

    [Fact]
    public void Who_is_no_administrator_saves_no_rule()
    {
        Authorization.SetAuthorized("olga").SetPolicies("view", "operate");
        var page = Render<MaskingPage>(p => p.Add(masking => masking.ClusterName, "main"));

        page.FindAll("form input")[0].Input("card");
        page.FindAll("form input")[1].Input("pay*");
        page.FindAll("form input")[2].Input("$.card");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("may not", page.Markup, StringComparison.Ordinal));
        Assert.Single(Store.RulesOf("main"));
    }

    private IRenderedComponent<MessagesPage> Search(string query)
    {
        Navigation.NavigateTo("/c/main/messages" + query);
        return Render<MessagesPage>(p => p.Add(page => page.ClusterName, "main"));
    }

    private IRenderedComponent<MessagePage> Open(string address)
    {
        Navigation.NavigateTo("/c/main/messages/" + address);
        return Render<MessagePage>(p => p.Add(page => page.ClusterName, "main").Add(page => page.Id, Id));
    }
}
