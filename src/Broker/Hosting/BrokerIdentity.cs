using System.Net;
using System.Text;
using RocketMQ.Broker.Config;
using RocketMQ.Model;
using RocketMQ.Remoting.Hosting;

namespace RocketMQ.Broker.Hosting;

/// <summary>Under which names and addresses a broker is known. The port is known last, when a free one was asked for.</summary>
internal sealed class BrokerIdentity(BrokerSettings settings, ServerConfiguration configuration)
{
    private readonly IPAddress _address = IPAddress.Parse(configuration.Text("brokerIP1"));

    public string BrokerName => settings.BrokerName;

    public string ClusterName => settings.ClusterName;

    public long BrokerId => settings.BrokerId;

    /// <summary>The cluster's name as property values need it.</summary>
    public byte[] ClusterNameUtf8 { get; } = Encoding.UTF8.GetBytes(settings.ClusterName);

    /// <summary>What is written into every message as its store host, and so into message ids.</summary>
    public HostAddress StoreHost { get; private set; }

    /// <summary>What name servers tell clients: "ip:port".</summary>
    public string Address { get; private set; } = "";

    /// <summary>What slaves connect to: "ip:port".</summary>
    public string HaAddress { get; private set; } = "";

    public int Port { get; private set; }

    /// <summary>The port for slaves.</summary>
    public int HaPort { get; private set; }

    /// <summary>Takes over the port that was opened.</summary>
    public void Bind(int port)
    {
        Port = port;
        var endPoint = new IPEndPoint(_address, port);
        StoreHost = HostAddress.From(endPoint);
        Address = endPoint.ToString();
        HaPort = configuration.Integer("haListenPort") is > 0 and var configured ? configured : port + 1;
        HaAddress = new IPEndPoint(IPAddress.TryParse(configuration.Text("brokerIP2"), out var second) ? second : _address, HaPort).ToString();
    }
}
