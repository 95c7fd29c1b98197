namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>Entry point of the web console.</summary>
internal static class ConsoleProgram
{
    private static async Task<int> Main(string[] args)
    {
        var line = CommandLine.Parse(args);
        if (line.Options is null)
        {
            await (line.ExitCode == 0 ? Console.Out : Console.Error).WriteLineAsync(line.Answer);
            return line.ExitCode;
        }

        return await ConsoleHost.RunAsync(line.Options, Console.Out, Console.Error);
    }
}
