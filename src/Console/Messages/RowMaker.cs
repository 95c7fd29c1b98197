using RocketMQ.Admin.Messages;
using RocketMQ.ManagementConsole.Messages.Masking;

namespace RocketMQ.ManagementConsole.Messages;

/// <summary>Makes the rows of one search: what the viewer may see, with the columns that were asked for.</summary>
internal sealed class RowMaker(MessageSight sight, MessageQuery query)
{
    private readonly IReadOnlyList<JsonPath> _columns = query.ColumnPaths;

    /// <summary>A row.</summary>
    public MessageRow Make(LocatedMessage message, bool isWanted = false) => new(sight.See(message), isWanted, _columns);
}
