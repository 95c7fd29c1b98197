using Microsoft.Extensions.Logging.Abstractions;
using RocketMQ.Remoting.Access;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Dispatch;
using RocketMQ.Testing;

namespace RocketMQ.Admin.Tests;

/// <summary>Signatures, compared with one that a broker of 4.9.8 accepted (docs/protocol.md, A10).</summary>
public sealed class SigningTests : IAsyncDisposable
{
    private readonly MemoryNetwork _network = new();
    private readonly AdminClient _admin;

    public SigningTests() => _admin = new AdminClient(
        new AdminClientOptions { NameServers = ["ns:9876"], Keys = new AccessKeys("RocketMQ", "12345678") }, NullLoggerFactory.Instance, TimeProvider.System, _network);

    public ValueTask DisposeAsync() => _admin.DisposeAsync();

    [Fact]
    public async Task Every_request_is_signed()
    {
        IReadOnlyDictionary<string, string>? fields = null;
        new FakeServer().On(RequestCode.GetBrokerConfig, request =>
        {
            fields = request.ExtFields;
            return Reply.WithBody("a=1\n"u8.ToArray());
        }).Listen(_network, "a:10911");

        await _admin.Brokers.GetSettingsAsync("a:10911");

        Assert.Equal(["AccessKey", "Signature"], fields!.Keys.Order());
    }

    [Fact]
    public async Task A_broker_that_leaves_a_field_out_of_its_check_is_asked_again_with_a_signature_without_it()
    {
        new FakeServer()
            .On(RequestCode.GetRouteInfoByTopic, """{"brokerDatas":[{"brokerAddrs":{0:"a:10911"},"brokerName":"a","cluster":"c"}],"queueDatas":[{"brokerName":"a","perm":6,"readQueueNums":1,"writeQueueNums":1}]}""")
            .Listen(_network, "ns:9876");
        var signatures = new List<string>();
        new FakeServer().On(RequestCode.QueryMessage, request =>
        {
            signatures.Add(request.ExtFields!["Signature"]);
            return signatures.Count == 1
                ? Reply.Refused(ResponseCode.SystemError, "Check signature failed for accessKey=RocketMQ")
                : Reply.Refused(ResponseCode.QueryNotFound, "none");
        }).Listen(_network, "a:10911");

        var found = await _admin.Messages.FindByUniqueIdAsync("t", "id");

        Assert.Empty(found.Failures);
        Assert.Equal(2, signatures.Distinct().Count());
    }
}
