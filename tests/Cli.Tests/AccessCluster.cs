using RocketMQ.Testing;

namespace RocketMQ.Cli.Tests;

/// <summary>A name server and a broker that controls access, and the administrator's keys where the original's tools look for them.</summary>
public sealed class AccessCluster : TranscriptCluster
{
    public override async Task InitializeAsync()
    {
        Directory.CreateDirectory(Folder["home/conf"]);
        await File.WriteAllTextAsync(
            Folder["home/conf/plain_acl.yml"],
            """
            globalWhiteRemoteAddresses:
            - 10.10.103.*
            accounts:
            - accessKey: administrator
              secretKey: 12345678
              admin: true
            """);
        await File.WriteAllTextAsync(Folder["home/conf/tools.yml"], "accessKey: administrator\nsecretKey: 12345678\n");
        Environment["ROCKETMQ_HOME"] = Folder["home"];
        await AddAsync(ServerProcess.StartNameServerAsync(Folder["ns"]), "ns", "127.0.0.1:n0000");
        NameServers = Variables["ns"];
        var properties = new Dictionary<string, string>
        {
            ["brokerName"] = "broker-acl", ["brokerClusterName"] = "SecureCluster", ["brokerIP1"] = "127.0.0.1", ["aclEnable"] = "true", ["rocketmqHome"] = Folder["home"],
            ["mappedFileSizeCommitLog"] = "16777216",
        };
        await AddAsync(ServerProcess.StartBrokerAsync(Folder["acl"], NameServers, properties), "acl", "127.0.0.1:c0000");
    }
}
