using Microsoft.Extensions.Time.Testing;
using RocketMQ.ManagementConsole.Messages.Masking;
using RocketMQ.ManagementConsole.Tests.Fakes;

namespace RocketMQ.ManagementConsole.Tests.Messages.Fakes;

/// <summary>What people of tests may see.</summary>
internal static class Sights
{
    /// <summary>Everything: there are no rules.</summary>
    public static MessageSight Everything { get; } = Of();

    /// <summary>What rules of the cluster "main" leave.</summary>
    public static MessageSight Of(params MaskingRule[] rules)
    {
        using var folder = new TemporaryDatabase();
        var store = new MaskingStore(folder.Database, new FakeTimeProvider());
        foreach (var rule in rules)
            store.Save("main", rule);
        // All of it is in memory once it was asked for.
        _ = store.RulesOf("main");
        return new MessageSight(store, "main", "somebody");
    }
}
