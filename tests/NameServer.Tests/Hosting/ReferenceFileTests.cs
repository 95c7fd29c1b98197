using RocketMQ.NameServer.Hosting;
using RocketMQ.Remoting.Hosting;
using RocketMQ.Testing;

namespace RocketMQ.NameServer.Tests.Hosting;

public sealed class ReferenceFileTests
{
    [Fact]
    public void The_reference_file_lists_every_property_as_it_is_declared()
    {
        var composed = ConfigReference.Compose("mqnamesrv", NameServerConfig.Catalog);

        Assert.Equal(composed, ReferenceFile.Read("conf/namesrv.conf", composed));
    }
}
