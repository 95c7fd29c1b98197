namespace RocketMQ.NameServer.Hosting;

internal static class NameServerProgram
{
    private static int Main() => 0;
}
