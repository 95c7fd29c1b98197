using System.Text;
using RocketMQ.ManagementConsole.Topics;
using RocketMQ.Model;

namespace RocketMQ.ManagementConsole.Tests.Topics;

public sealed class MessageDraftTests
{
    private static readonly MessageQueue[] Queues = [new("orders", "broker-a", 0), new("orders", "broker-b", 3)];

    [Fact]
    public void An_address_fills_it_in()
    {
        var address = new Dictionary<string, string> { ["tag"] = "paid", ["keys"] = "k1 k2", ["body"] = "{}", ["broker"] = "broker-b", ["queue"] = "3" };
        var draft = new MessageDraft();

        draft.Fill(address.GetValueOrDefault);

        Assert.Equal(("paid", "k1 k2", "{}", "broker-b:3"), (draft.Tag, draft.Keys, draft.Body, draft.Queue));
    }

    [Fact]
    public void A_message_is_built_from_all_fields()
    {
        var draft = new MessageDraft { Tag = " paid ", Keys = "k1  k2", Body = "héllo", DelayLevel = 3, Queue = "broker-b:3" };
        draft.Properties.Add(new() { Name = "region", Value = "eu" });
        draft.Properties.Add(new());

        var message = draft.Build("orders", Queues);

        Assert.Equal(("orders", "paid", 3), (message.Topic, message.Tag, message.DelayLevel));
        Assert.Equal(["k1", "k2"], message.Keys);
        Assert.Equal("eu", Assert.Single(message.Properties).Value);
        Assert.Equal(Queues[1], message.Queue);
        Assert.Equal("héllo", Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal(6, draft.BodySize);
    }

    [Fact]
    public void Nothing_chosen_leaves_the_choice_to_the_client()
    {
        var message = new MessageDraft { Body = "x" }.Build("orders", Queues);

        Assert.Null(message.Queue);
        Assert.Null(message.Tag);
        Assert.Null(message.DelayLevel);
        Assert.Empty(message.Keys);
    }

    [Theory]
    [InlineData("plain text", false, false)]
    [InlineData("{\"a\":1}", true, false)]
    [InlineData("  [1,", true, true)]
    [InlineData("{a:1}", true, true)]
    public void Only_a_body_meant_as_json_is_checked(string body, bool looksLike, bool broken)
    {
        var draft = new MessageDraft { Body = body };

        Assert.Equal((looksLike, broken), (draft.LooksLikeJson, draft.JsonProblem is not null));
    }

    [Fact]
    public void A_property_named_twice_is_reported()
    {
        var draft = new MessageDraft();
        draft.Properties.AddRange([new() { Name = "a", Value = "1" }, new() { Name = "a", Value = "2" }, new() { Name = "b" }]);

        Assert.Equal(["a"], draft.DoubledNames);
    }
}
