using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using RocketMQ.Model;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.Broker.Config;

/// <summary>Checks what the properties mean together and fills in what depends on this machine, before anything is opened.</summary>
internal static class BrokerStartConfiguration
{
    /// <summary>Completes <paramref name="configuration"/>.</summary>
    /// <exception cref="ServerStartException">Values do not go together; the message says which and what is allowed.</exception>
    public static void Complete(ServerConfiguration configuration)
    {
        CheckRole(configuration);
        Default(configuration, "brokerName", IdentityKeys.DefaultBrokerName);
        Default(configuration, "storePathRootDir", () => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "store"));
        CheckName(configuration, "brokerName");
        CheckName(configuration, "brokerClusterName");
        var bind = BindAddress(configuration);
        Default(configuration, "brokerIP1", () => IsAny(bind) ? FirstAddress().ToString() : bind.ToString());
        Default(configuration, "brokerIP2", () => configuration.Text("brokerIP1"));
        Default(configuration, "namesrvAddr", () => Environment.GetEnvironmentVariable("NAMESRV_ADDR") ?? "");
        CheckAddresses(configuration);
        Default(configuration, "rocketmqHome", () => Environment.GetEnvironmentVariable("ROCKETMQ_HOME") ?? "");
        CheckAccess(configuration);
    }

    /// <summary>What an operator should be told loudly.</summary>
    public static IReadOnlyList<string> Warnings(ServerConfiguration configuration)
    {
        var bind = BindAddress(configuration);
        return configuration.Flag("aclEnable") || IPAddress.IsLoopback(bind)
            ? []
            : [$"no access control: everybody who reaches {bind} may read, send and delete. Set aclEnable=true, or bindAddress=127.0.0.1"];
    }

    /// <summary>The address to listen on.</summary>
    /// <exception cref="ServerStartException">It is no IP address.</exception>
    public static IPAddress BindAddress(ServerConfiguration configuration) =>
        IPAddress.TryParse(configuration.Text("bindAddress"), out var address)
            ? address
            : throw new ServerStartException(
                $"bindAddress={configuration.Text("bindAddress")}: an IP address of this machine is allowed, for example 127.0.0.1 or 0.0.0.0");

    private static void CheckRole(ServerConfiguration configuration)
    {
        var slave = configuration.Text("brokerRole") == Spellings.Of(BrokerRole.Slave);
        if (slave && configuration.Long("brokerId") == 0)
            throw new ServerStartException("brokerRole=SLAVE needs a brokerId above 0; 0 is the master of the set");
        // The original forces 0 on masters, whatever the file says.
        if (!slave)
            configuration.SetDerived("brokerId", "0");
    }

    private static void CheckName(ServerConfiguration configuration, string key)
    {
        if (TopicRules.Check(configuration.Text(key)).Problem is { } problem)
            throw new ServerStartException($"{key}={configuration.Text(key)}: it is a topic's name too, and that can not be. {problem}");
    }

    private static void CheckAddresses(ServerConfiguration configuration)
    {
        try
        {
            _ = RemotingAddress.ParseList(configuration.Text("namesrvAddr"));
        }
        catch (FormatException wrong)
        {
            throw new ServerStartException($"namesrvAddr={configuration.Text("namesrvAddr")}: {wrong.Message}", wrong);
        }

        if (!IPAddress.TryParse(configuration.Text("brokerIP1"), out _))
            throw new ServerStartException($"brokerIP1={configuration.Text("brokerIP1")}: an IP address that clients can reach is allowed");
    }

    private static void CheckAccess(ServerConfiguration configuration)
    {
        if (configuration.Flag("aclEnable") && configuration.Text("rocketmqHome").Length == 0)
        {
            throw new ServerStartException(
                "aclEnable=true needs rocketmqHome (or ROCKETMQ_HOME in the environment): the folder whose conf/plain_acl.yml has the accounts");
        }
    }

    private static void Default(ServerConfiguration configuration, string key, Func<string> value)
    {
        if (configuration.Text(key).Length == 0)
            configuration.SetDerived(key, value());
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static IPAddress FirstAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(card => card.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)) ?? IPAddress.Loopback;
}
