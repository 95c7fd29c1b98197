namespace RocketMQ.ManagementConsole.Access;

/// <summary>How somebody is logged in.</summary>
internal enum SessionKind
{
    /// <summary>A browser with the pages' cookie.</summary>
    Browser,

    /// <summary>A program that logged in with a password and refreshes its token.</summary>
    Program,

    /// <summary>A token that its owner made on the account page, for programs that keep it.</summary>
    Token,
}

/// <summary>One login, as its owner sees it in the list. Cookies and tokens carry its id and stop working when it is gone.</summary>
/// <param name="Id">Random; it is no secret and opens nothing by itself.</param>
/// <param name="User">Login name.</param>
/// <param name="Kind">How.</param>
/// <param name="CreatedAt">When it began.</param>
internal sealed record Session(string Id, string User, SessionKind Kind, DateTimeOffset CreatedAt)
{
    /// <summary>Name that its owner gave a token; else the browser's or program's own description of itself.</summary>
    public string Label { get; init; } = "";

    /// <summary>Where it began from.</summary>
    public string Address { get; init; } = "";

    /// <summary>Last request, to about a minute.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>When it ends; a browser's moves on while it is used.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
}
