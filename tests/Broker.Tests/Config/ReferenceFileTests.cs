using RocketMQ.Broker.Config;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Testing;

namespace RocketMQ.Broker.Tests.Config;

public sealed class ReferenceFileTests
{
    [Fact]
    public void The_reference_file_lists_every_property_as_it_is_declared()
    {
        var composed = ConfigReference.Compose("mqbroker", BrokerCatalog.Create());

        Assert.Equal(composed, ReferenceFile.Read("conf/broker.conf", composed));
    }
}
