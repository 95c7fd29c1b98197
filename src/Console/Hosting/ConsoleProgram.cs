namespace RocketMQ.ManagementConsole.Hosting;

internal static class ConsoleProgram
{
    private static void Main(string[] args) => WebApplication.CreateBuilder(args).Build().Run();
}
