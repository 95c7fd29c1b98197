using System.Net;
using RocketMQ.Broker.Persistence;
using RocketMQ.Remoting.Access;

namespace RocketMQ.Broker.Access;

/// <summary>Who may do what, ready to be asked by the bytes of a request.</summary>
internal sealed class Account(AccountSettings settings)
{
    private readonly Dictionary<string, Rights> _topics = new(settings.TopicPerms, Utf8NameComparer.Instance);
    private readonly Dictionary<string, Rights> _groups = new(settings.GroupPerms, Utf8NameComparer.Instance);
    private readonly AddressPattern[] _white = [.. settings.White];

    public string Name { get; } = settings.AccessKey;

    public bool IsAdmin { get; } = settings.Admin;

    public SigningKey Key { get; } = new(settings.SecretKey);

    /// <summary>An administrator without lists may do everything; one with lists what they and the defaults say, like anybody.</summary>
    public bool IsUnlimited { get; } = settings.Admin && settings.TopicPerms.Count == 0 && settings.GroupPerms.Count == 0;

    /// <summary>Whether requests from an address need no signature.</summary>
    public bool Trusts(IPAddress address) => AddressPattern.AnyMatches(_white, address);

    public Rights OfTopic(ReadOnlySpan<byte> topic) =>
        _topics.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(topic, out var rights) ? rights : settings.DefaultTopicPerm;

    public Rights OfGroup(ReadOnlySpan<byte> group) =>
        _groups.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(group, out var rights) ? rights : settings.DefaultGroupPerm;
}

/// <summary>An account as an access file has it.</summary>
internal sealed record AccountSettings
{
    /// <summary>Characters that the names and secrets of accounts must have more than.</summary>
    public const int MinLength = 6;

    public required string AccessKey { get; init; }

    public required string SecretKey { get; init; }

    public IReadOnlyList<AddressPattern> White { get; init; } = [];

    /// <summary>The addresses as they are written; null for none.</summary>
    public string? WhiteText { get; init; }

    public bool Admin { get; init; }

    public Rights DefaultTopicPerm { get; init; }

    public Rights DefaultGroupPerm { get; init; }

    public IReadOnlyDictionary<string, Rights> TopicPerms { get; init; } = new Dictionary<string, Rights>();

    public IReadOnlyDictionary<string, Rights> GroupPerms { get; init; } = new Dictionary<string, Rights>();
}
