using System.Text;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;
using RocketMQ.Remoting.Json;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.NameServer.Tests;

/// <summary>Requests that brokers and tools of 4.9.8 sent to their name server, and what it answered.</summary>
public class RecordedSessionTests
{
    private static readonly Dictionary<string, (byte[] Request, byte[] Response)> Session = Load();

    [Fact]
    public async Task The_original_s_brokers_and_tools_get_the_original_s_answers()
    {
        await using var server = new RunningNameServer();
        await using var peer = await RawPeer.ConnectAsync(server.Network, RunningNameServer.Address);

        await AnswersAsTheOriginalAsync(peer, "no-route");
        await AnswersAsTheOriginalAsync(peer, "register");
        await AnswersAsTheOriginalAsync(peer, "route");
        await AnswersAsTheOriginalAsync(peer, "clusters");
        await AnswersAsTheOriginalAsync(peer, "wipe");
        await AnswersAsTheOriginalAsync(peer, "add");
        await AnswersAsTheOriginalAsync(peer, "delete-topic");
        await AnswersAsTheOriginalAsync(peer, "put");
        await AnswersAsTheOriginalAsync(peer, "delete");
        await server.CallAsync(RequestCode.PutKvConfig, new PutKvConfigRequestHeader { Namespace = "ORDER_TOPIC_CONFIG", Key = "CapTopic", Value = "broker-cap:4" });
        await AnswersAsTheOriginalAsync(peer, "get-order");
        await AnswersAsTheOriginalAsync(peer, "register-order");
    }

    [Fact]
    public async Task The_topic_list_holds_the_same_topics_in_whatever_order()
    {
        await using var server = new RunningNameServer();
        await using var peer = await RawPeer.ConnectAsync(server.Network, RunningNameServer.Address);
        await peer.CallAsync(Session["register"].Request);

        var ours = await peer.CallAsync(Session["topics"].Request);

        Assert.Equal(Sorted(Read(Session["topics"].Response)), Sorted(ours));
    }

    [Fact]
    public async Task A_property_that_has_no_effect_here_can_not_be_changed()
    {
        await using var server = new RunningNameServer();
        await using var peer = await RawPeer.ConnectAsync(server.Network, RunningNameServer.Address);

        var response = await peer.CallAsync(Session["update-config"].Request);

        Assert.Equal(ResponseCode.NoPermission, response.ResponseCode);
        Assert.Contains("clusterTest", response.Remark, StringComparison.Ordinal);
    }

    private static async Task AnswersAsTheOriginalAsync(RawPeer peer, string name)
    {
        var expected = Read(Session[name].Response);
        var actual = await peer.CallAsync(Session[name].Request);

        Assert.Equal((name, expected.Code, expected.Opaque, expected.Flags, expected.Remark), (name, actual.Code, actual.Opaque, actual.Flags, actual.Remark));
        Assert.Equal(expected.ExtFields, actual.ExtFields);
        Assert.Equal(Encoding.UTF8.GetString(expected.Body.Span), Encoding.UTF8.GetString(actual.Body.Span));
    }

    private static IEnumerable<string> Sorted(RemotingCommand response) =>
        FastJson.Parse<TopicList>(response.Body.Span).Topics.Order(StringComparer.Ordinal);

    private static RemotingCommand Read(byte[] frame) => RemotingCommand.Copy(InboundFrame.Read(frame, new FieldIndex()));

    private static Dictionary<string, (byte[] Request, byte[] Response)> Load()
    {
        using var stream = typeof(RecordedSessionTests).Assembly.GetManifestResourceStream("recorded.session")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => (Convert.FromHexString(parts[1]), Convert.FromHexString(parts[2])), StringComparer.Ordinal);
    }
}
