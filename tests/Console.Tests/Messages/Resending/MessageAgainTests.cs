using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Components.Messages;
using RocketMQ.ManagementConsole.Components.Shared;
using RocketMQ.ManagementConsole.Tests.Messages.Fakes;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using static RocketMQ.ManagementConsole.Tests.Messages.Fakes.StoredMessages;

namespace RocketMQ.ManagementConsole.Tests.Messages.Resending;

public sealed class MessageAgainTests : ConsolePage
{
    private readonly FakeMessageCluster _cluster = new(Message("hello", offset: 4, tag: "paid", keys: "k1 k2", uniqueId: "U1", properties: [("region", "eu"), ("DELAY", "3")]));

    public MessageAgainTests()
    {
        Services.GetRequiredService<ClusterConnections>().Put(_cluster);
        Authorization.SetAuthorized("olga").SetPolicies("view", "operate");
        _cluster.Topics.Groups.Add("billing");
        _cluster.Groups.Members["billing"] = new ConsumerConnection { ConnectionSet = [new Connection { ClientId = "c2" }, new Connection { ClientId = "c1" }] };
    }

    private string Id => _cluster.Messages.Stored[0].Message.OffsetMessageId;

    [Fact]
    public async Task A_copy_is_sent_as_a_new_message_after_a_question_and_linked()
    {
        var page = Open();
        var asked = Answer(true);

        await PressAsync(page, "Send a copy");

        page.WaitForAssertion(() => Assert.EndsWith("/messages/offset-id-1", page.Find(".again .result a").GetAttribute("href"), StringComparison.Ordinal));
        var sent = Assert.Single(_cluster.Messages.Sent);
        Assert.Equal(("orders", "paid", "hello"), (sent.Topic, sent.Tag, System.Text.Encoding.UTF8.GetString(sent.Body.Span)));
        Assert.Equal(["k1", "k2"], sent.Keys);
        Assert.Equal([KeyValuePair.Create("region", "eu")], sent.Properties);
        Assert.Contains("Every group of orders gets it", Assert.Single(asked).Detail, StringComparison.Ordinal);
        var entry = Assert.Single(Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 10));
        Assert.Equal(("message.resend", "olga", "orders", ChangeStatus.Done), (entry.Kind, entry.Person, entry.ObjectName, entry.Status));
        Assert.Equal((Id, "orders"), (entry.Brokers[0].Fields[0].Before, entry.Brokers[0].Fields[0].After));
        Assert.Equal("offset-id-1", entry.Outcomes[0].Remark);
    }

    [Fact]
    public async Task Nothing_is_sent_when_the_question_is_answered_with_no()
    {
        var page = Open();
        Answer(false);

        await PressAsync(page, "Send a copy");

        Assert.Empty(_cluster.Messages.Sent);
        Assert.Empty(Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 10));
    }

    [Theory]
    [InlineData("%RETRY%billing", "RETRY_TOPIC")]
    [InlineData("SCHEDULE_TOPIC_XXXX", "REAL_TOPIC")]
    public async Task A_copy_that_waits_goes_to_the_topic_that_the_message_was_sent_to(string topic, string property)
    {
        _cluster.Messages.Stored[0] = Message("hello", topic, properties: (property, "orders"));
        var page = Open();
        Answer(true);

        await PressAsync(page, "Send a copy");

        page.WaitForAssertion(() => Assert.Equal("orders", Assert.Single(_cluster.Messages.Sent).Topic));
        Assert.Empty(_cluster.Messages.Sent[0].Properties);
    }

    [Fact]
    public void A_message_that_does_not_say_where_it_belongs_is_not_sent()
    {
        _cluster.Messages.Stored[0] = Message("hello", "RMQ_SYS_TRANS_HALF_TOPIC");

        Assert.Contains("does not say which topic", Open().Find(".again").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_member_of_a_chosen_group_consumes_it_and_its_words_are_shown()
    {
        var page = Open();
        Answer(true);
        Assert.True(page.Find(".again form button").HasAttribute("disabled"));

        await ConsumeAsync(page);
        Assert.Equal(["…", "c1", "c2"], page.FindAll(".again select")[1].Children.Select(option => option.TextContent));

        page.WaitForAssertion(() => Assert.Contains("Success", page.Find(".again .result").TextContent, StringComparison.Ordinal));
        Assert.Equal([("billing", "c1", 4L)], _cluster.Messages.Consumed);
        var entry = Assert.Single(Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 10));
        Assert.Equal(("message.consume", "billing", ChangeStatus.Done), (entry.Kind, entry.ObjectName, entry.Status));
        Assert.Equal((Id, "c1"), (entry.Brokers[0].Fields[0].Before, entry.Brokers[0].Fields[0].After));
    }

    [Fact]
    public async Task What_the_application_or_the_broker_says_against_it_is_shown_as_a_failure()
    {
        _cluster.Messages.ConsumeAnswer = new ConsumeMessageDirectlyResult { ConsumeResult = ConsumeResult.ThrowException, Remark = "no stock" };
        var page = Open();
        Answer(true);

        await ConsumeAsync(page);
        page.WaitForAssertion(() => Assert.Contains("c1: ThrowException no stock", page.Find(".again .failure").TextContent, StringComparison.Ordinal));

        _cluster.Messages.SendFailure = new AdminException(ResponseCode.SystemError, "192.0.2.1:10911", "CONSUME_MESSAGE_DIRECTLY", "the consumer is not online");
        await ConsumeAsync(page);
        page.WaitForAssertion(() => Assert.Contains("the consumer is not online", page.Find(".again .failure").TextContent, StringComparison.Ordinal));
        Assert.All(Services.GetRequiredService<AuditStore>().Find(new AuditFilter(), 10), entry => Assert.Equal(ChangeStatus.Failed, entry.Status));
    }

    [Fact]
    public void Viewers_are_offered_neither()
    {
        Authorization.SetPolicies("view");

        Assert.Empty(Open().FindAll(".again"));
    }

    // In one go with looking for it: the page may be drawn anew in between.
    private static Task PressAsync(IRenderedComponent<MessagePage> page, string button) =>
        page.InvokeAsync(() => page.FindAll(".again button").Single(one => one.TextContent == button).Click());

    private static async Task ConsumeAsync(IRenderedComponent<MessagePage> page)
    {
        await page.InvokeAsync(() => page.FindAll(".again select")[0].Change("billing"));
        await page.InvokeAsync(() => page.FindAll(".again select")[1].Change("c1"));
        await page.InvokeAsync(() => page.Find(".again form").Submit());
    }

    /// <summary>Answers every question, and keeps them.</summary>
    private List<ConfirmRequest> Answer(bool answer)
    {
        List<ConfirmRequest> asked = [];
        var dialogs = Services.GetRequiredService<DialogService>();
        dialogs.OnOpen += (_, _, parameters, _) =>
        {
            asked.Add((ConfirmRequest)parameters["Request"]!);
            dialogs.Close(answer);
        };
        return asked;
    }

    private IRenderedComponent<MessagePage> Open()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/c/main/messages/" + Id);
        return Render<MessagePage>(p => p.Add(page => page.ClusterName, "main").Add(page => page.Id, Id));
    }
}
