namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Ways to look for messages; the names stand in addresses as <c>by=</c>.</summary>
public enum SearchMode
{
    /// <summary>A topic from the newest message backwards, optionally within a time range.</summary>
    Time,

    /// <summary>A topic and a key.</summary>
    Key,

    /// <summary>An offset message id or a unique id.</summary>
    Id,

    /// <summary>A place in a queue and what lies around it.</summary>
    Offset,
}
