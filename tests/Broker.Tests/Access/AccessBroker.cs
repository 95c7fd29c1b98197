using Microsoft.Extensions.Time.Testing;
using RocketMQ.Remoting.Access;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Wire;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Access;

/// <summary>A broker that controls access, with its access files in a folder of the test.</summary>
internal sealed class AccessBroker : IAsyncDisposable
{
    public const string Shipped = """
        accounts:
        - accessKey: administrator
          secretKey: 12345678
          admin: true
        - accessKey: application
          secretKey: 87654321
          defaultTopicPerm: DENY
          defaultGroupPerm: DENY
          topicPerms:
          - Orders=PUB|SUB
          - ReadOnly=SUB
          - WriteOnly=PUB
          - Secret=DENY
          groupPerms:
          - CG=SUB
          - NotCG=PUB
        """;

    public static readonly AccessKeys Administrator = new("administrator", "12345678");
    public static readonly AccessKeys Application = new("application", "87654321");

    private readonly bool _ownsFolder;

    private AccessBroker(TestBroker broker, bool ownsFolder) => (Broker, _ownsFolder) = (broker, ownsFolder);

    public TestBroker Broker { get; }

    public RecordedLog Log { get; private init; } = new();

    public string File => PathIn(Broker.Folder);

    public FakeTimeProvider Time => Broker.Time;

    public static async Task<AccessBroker> StartAsync(string files = Shipped, TemporaryFolder? folder = null, Dictionary<string, string>? more = null)
    {
        var home = folder ?? new TemporaryFolder();
        if (!System.IO.File.Exists(PathIn(home)))
            Write(PathIn(home), files);
        var log = new RecordedLog();
        var broker = await TestBroker.StartAsync(
            new(more ?? []) { ["aclEnable"] = "true", ["rocketmqHome"] = home["home"], ["brokerName"] = "broker-acl" }, home, loggers: log);
        return new AccessBroker(broker, folder is null) { Log = log };
    }

    public static string PathIn(TemporaryFolder folder) => Path.Combine(folder["home"], "conf", "plain_acl.yml");

    /// <summary>Writes a file as an editor does, at a moment that differs from the last.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var before = System.IO.File.Exists(path) ? System.IO.File.GetLastWriteTimeUtc(path) : DateTime.UnixEpoch;
        System.IO.File.WriteAllText(path, text);
        System.IO.File.SetLastWriteTimeUtc(path, before.AddSeconds(1));
    }

    /// <summary>Edits the file and lets the broker look at it.</summary>
    public void Edit(string text, string? path = null)
    {
        Write(path ?? File, text);
        Time.Advance(TimeSpan.FromSeconds(5));
    }

    public TestClient Connect(AccessKeys? keys) => Broker.Connect(keys);

    public static void AssertRefused(string problem, RemotingCommand answer)
    {
        Assert.Equal(ResponseCode.SystemError, answer.ResponseCode);
        Assert.StartsWith($"org.apache.rocketmq.acl.common.AclException: {problem}", answer.Remark, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        if (_ownsFolder)
            Broker.Folder.Dispose();
    }
}
