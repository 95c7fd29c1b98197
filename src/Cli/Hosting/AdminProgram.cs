namespace RocketMQ.Cli.Hosting;

internal static class AdminProgram
{
    private static int Main() => 0;
}
