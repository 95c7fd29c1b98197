namespace RocketMQ.Broker.Hosting;

internal static class BrokerProgram
{
    private static int Main() => 0;
}
