namespace RocketMQ.Remoting.Hosting;

/// <summary>The options that both servers take, as the original's start scripts do.</summary>
public sealed record ServerCommandLine
{
    /// <summary><c>-c FILE</c>: properties.</summary>
    public string? ConfigFile { get; private init; }

    /// <summary><c>-n LIST</c>: name servers, overriding the file.</summary>
    public string? NameServers { get; private init; }

    /// <summary><c>-p</c>: print every property and exit.</summary>
    public bool PrintAll { get; private init; }

    /// <summary><c>-m</c>: print the important properties and exit.</summary>
    public bool PrintImportant { get; private init; }

    /// <summary><c>-h</c>: print usage and exit.</summary>
    public bool Help { get; private init; }

    /// <summary>What is wrong with the arguments; null when they are fine.</summary>
    public string? Problem { get; private init; }

    /// <summary>Reads arguments; the last of two equal options counts.</summary>
    /// <param name="args">As given to the program.</param>
    /// <param name="takesNameServers">Whether <c>-n</c> has a meaning.</param>
    public static ServerCommandLine Parse(IReadOnlyList<string> args, bool takesNameServers)
    {
        var line = new ServerCommandLine();
        for (var i = 0; i < args.Count; i++)
        {
            var option = args[i];
            switch (option)
            {
                case "-c" or "--configFile" or "-n" or "--namesrvAddr" when i + 1 >= args.Count:
                    return line with { Problem = $"option {option} needs a value" };
                case "-c" or "--configFile":
                    line = line with { ConfigFile = args[++i] };
                    break;
                case "-n" or "--namesrvAddr" when takesNameServers:
                    line = line with { NameServers = args[++i] };
                    break;
                case "-p" or "--printConfigItem":
                    line = line with { PrintAll = true };
                    break;
                case "-m" or "--printImportantConfig" when takesNameServers:
                    line = line with { PrintImportant = true };
                    break;
                case "-h" or "--help":
                    line = line with { Help = true };
                    break;
                default:
                    return line with { Problem = $"option '{option}' is unknown" };
            }
        }

        return line;
    }

    /// <summary>What <c>-h</c> prints.</summary>
    public static string Usage(string command, bool takesNameServers) =>
        $"usage: {command} [-c <file>] [-h]{(takesNameServers ? " [-m] [-n <list>]" : "")} [-p]\n" +
        $" -c,--configFile <file>       Properties file of the {(takesNameServers ? "broker" : "name server")}\n" +
        " -h,--help                    Print help\n" +
        (takesNameServers
            ? " -m,--printImportantConfig    Print the important properties and exit\n" +
              " -n,--namesrvAddr <list>      Name servers, for example 192.168.0.1:9876;192.168.0.2:9876\n"
            : "") +
        " -p,--printConfigItem         Print all properties and exit\n";
}
