using RocketMQ.Model;

namespace RocketMQ.Store;

/// <summary>Decides which entries of a queue a reader gets. Asked on the reader's thread, must not block or keep spans.</summary>
public interface IMessageFilter
{
    /// <summary>Whether <see cref="MatchesRecord"/> must be asked too, which touches the record itself.</summary>
    bool NeedsRecord { get; }

    /// <summary>Looks at the hash kept in the queue entry only.</summary>
    bool MatchesTagsCode(long tagsCode);

    bool MatchesRecord(RecordView record);
}

/// <summary>
/// Accepts messages whose tag hashes into a set. Like the original it compares hashes as int only; clients compare the tag itself
/// (docs/protocol.md 4.3, 6.2).
/// </summary>
public sealed class TagFilter(IReadOnlyCollection<int> codes) : IMessageFilter
{
    private readonly int[] _codes = [.. codes];

    public bool NeedsRecord => false;

    /// <summary>A filter for tag names, or null where they mean "every message".</summary>
    public static TagFilter? ForTags(IReadOnlyCollection<string> tags) =>
        tags.Count == 0 || tags.Contains("*") ? null : new TagFilter([.. tags.Select(tag => JavaHash.Of(tag))]);

    public bool MatchesTagsCode(long tagsCode) => _codes.AsSpan().Contains((int)tagsCode);

    public bool MatchesRecord(RecordView record) => true;
}
