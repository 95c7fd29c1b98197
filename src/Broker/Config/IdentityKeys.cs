using System.Net;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Config;

/// <summary>Who a broker is and where it is reached (docs/protocol.md 7.2).</summary>
internal static class IdentityKeys
{
    public static IEnumerable<ConfigKey> All { get; } =
    [
        ConfigKey.Integer("listenPort", 10911, 0, 65535, "Port for clients; 0 takes a free one. The VIP port is two below it."),
        ConfigKey.Text("bindAddress", "127.0.0.1", "IP address of this machine to listen on; 0.0.0.0 listens on all. Other machines reach the broker only when this is changed."),
        ConfigKey.Text("namesrvAddr", "", "Name servers to register with, host:port;host:port. Without any the broker runs unregistered."),
        ConfigKey.Text("brokerIP1", "", "Address told to clients and written into messages. Default: bindAddress, or the first address of this machine when that is 0.0.0.0."),
        ConfigKey.Text("brokerIP2", "", "Address told to slaves for replication. Default: brokerIP1."),
        ConfigKey.Text("brokerName", "", "Name of the broker set. Default: the host's name."),
        ConfigKey.Text("brokerClusterName", "DefaultCluster", "Name of the cluster."),
        ConfigKey.Long("brokerId", 0, 0, long.MaxValue, "0 is the master of the set, slaves have numbers above it."),
        ConfigKey.Choice("brokerRole", BrokerRole.AsyncMaster, "ASYNC_MASTER, SYNC_MASTER or SLAVE.", Spellings.Of),
        ConfigKey.Text("rocketmqHome", "", "Folder with conf/plain_acl.yml and conf/acl, for aclEnable. Default: the environment's ROCKETMQ_HOME."),
        ConfigKey.Flag("aclEnable", false, "Whether requests must be signed by accounts of the access files. Off is for loopback and trusted networks only."),
        ConfigKey.Text("regionId", "DefaultRegion", "Region named in the answer to every send.") with { Editable = true },
    ];

    /// <summary>The host's name, as far as it may be a topic's name too: a topic is named after the broker.</summary>
    public static string DefaultBrokerName()
    {
        var name = new string([.. Dns.GetHostName().Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')]);
        return name.Length is > 0 and <= Model.TopicRules.MaxLength ? name : "DEFAULT_BROKER";
    }
}
