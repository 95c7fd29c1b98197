using System.Collections.Immutable;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Groups;

/// <summary>The groups of a snapshot that pass the filters, and what was left out. Keeps its rows while nothing has changed, so that tables keep their place.</summary>
public sealed class GroupList
{
    private ImmutableArray<GroupSnapshot> _groups = [];
    private (string? Text, bool IsPattern, bool System) _filter;

    /// <summary>Rows that pass; null while the groups have not been listed yet.</summary>
    public IReadOnlyList<GroupRow>? Shown { get; private set; }

    /// <summary>How many groups there are.</summary>
    public int Total => _groups.Length;

    /// <summary>What "clear filters" would bring back beside the shown: all groups, or none more when only groups of the servers exist.</summary>
    public int Reachable => Shown is { Count: 0 } && string.IsNullOrEmpty(_filter.Text) && !_filter.System ? 0 : Total;

    /// <summary>How many groups of the servers are left out.</summary>
    public int Hidden { get; private set; }

    /// <summary>What is wrong with the pattern; null when nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Applies filters to a snapshot.</summary>
    /// <param name="snapshot">What is known of the cluster.</param>
    /// <param name="text">Part of the name, or a pattern.</param>
    /// <param name="isPattern">Whether the text is a regular expression.</param>
    /// <param name="system">Whether groups that the servers made for themselves are listed.</param>
    public void Update(ClusterSnapshot snapshot, string? text, bool isPattern, bool system)
    {
        var filter = (text, isPattern, system);
        if (snapshot.ListedAt is null || (Shown is not null && _groups == snapshot.Groups && _filter == filter))
            return;
        (_groups, _filter) = (snapshot.Groups, filter);
        var names = new NameFilter(text, isPattern);
        var matching = _groups.Where(group => names.Matches(group.Name)).ToList();
        Problem = names.Problem;
        List<GroupRow> rows = [.. matching.Where(group => system || !group.IsSystem).Select(GroupRow.Of)];
        Hidden = matching.Count - rows.Count;
        if (Shown is null || !Shown.SequenceEqual(rows))
            Shown = rows;
    }
}
