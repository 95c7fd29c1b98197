using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Access.Outside;
using RocketMQ.ManagementConsole.Alerts;
using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Hosting;

/// <summary>What the command line and the environment say about this console process.</summary>
internal sealed record ConsoleOptions
{
    /// <summary>Served when <c>--urls</c> is absent: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>Addresses the pages are served at; port 0 takes any free one.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [DefaultUrl];

    /// <summary>Folder of the console's own data: users, keys, history and the embedded cluster.</summary>
    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>Name servers (<c>host:port</c>) of an existing cluster; empty means that the console starts a cluster of its own.</summary>
    public IReadOnlyList<string> Attach { get; init; } = [];

    /// <summary>First ports of a cluster that the console starts; where another program holds one, a free one is taken instead.</summary>
    public ClusterPorts Ports { get; init; } = ClusterPorts.Standard;

    /// <summary>Path below which a reverse proxy shows the console, "/mq"; empty when it has the site for itself.</summary>
    public string PathBase { get; init; } = "";

    /// <summary>Reverse proxies whose forwarded headers are believed: addresses and networks.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Identity provider that people may log in at; null for none.</summary>
    public OutsideLoginOptions? OutsideLogin { get; init; }

    /// <summary>Mail server for alerts; null for none.</summary>
    public MailOptions? Mail { get; init; }

    /// <summary>Password of the first administrator, from <c>CONSOLE_ADMIN_PASSWORD</c>; null lets the console generate one.</summary>
    public string? AdministratorPassword { get; init; } = Environment.GetEnvironmentVariable(FirstAdministrator.PasswordVariable);

    /// <summary>SQLite file with users and everything else the console remembers.</summary>
    public string DatabaseFile => Path.Combine(DataFolder, "console.db");

    /// <summary>SQLite file with the figures of the past; the console starts a new one when it is deleted.</summary>
    public string HistoryFile => Path.Combine(DataFolder, "history.db");

    /// <summary>Folder of the keys that protect cookies and sign tokens.</summary>
    public string KeyFolder => Path.Combine(DataFolder, "keys");

    private static string DefaultDataFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "rocketmq-console");
}
