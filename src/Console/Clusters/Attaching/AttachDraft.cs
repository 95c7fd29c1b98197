using RocketMQ.Remoting.Access;

namespace RocketMQ.ManagementConsole.Clusters.Attaching;

/// <summary>A cluster that is to be attached or changed, as a form holds it.</summary>
public sealed class AttachDraft
{
    /// <summary>Name in addresses and on screen.</summary>
    public string Name { get; set; } = "";

    /// <summary>Addresses of name servers, apart by semicolon, comma, blank or line.</summary>
    public string Servers { get; set; } = "";

    /// <summary>The name its brokers register; empty until it was found.</summary>
    public string RegisteredName { get; set; } = "";

    /// <summary>Its colour.</summary>
    public ClusterTint Tint { get; set; } = ClusterTint.Blue;

    /// <summary>New access key; empty leaves what is kept.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>New secret key; empty leaves what is kept.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>Whether keys that are kept are forgotten.</summary>
    public bool ForgetKeys { get; set; }

    /// <summary>The addresses, one by one.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. Servers.Split([';', ',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    /// <summary>The first address that is none; null when all are.</summary>
    public string? WrongAddress => Addresses.FirstOrDefault(address => !ServerAddress.IsOne(address));

    /// <summary>Whether only one of the two keys was given.</summary>
    public bool HasHalfTheKeys => (AccessKey.Length == 0) != (SecretKey.Length == 0);

    /// <summary>Whether the name servers can be tried.</summary>
    public bool CanBeTried => Addresses.Count > 0 && WrongAddress is null && !HasHalfTheKeys;

    /// <summary>A cluster as it is attached, without its keys.</summary>
    public static AttachDraft Edit(AttachedCluster cluster, ClusterTint tint) => new()
    {
        Name = cluster.Name,
        Servers = string.Join(";", cluster.NameServers),
        RegisteredName = cluster.RegisteredName,
        Tint = tint,
    };

    /// <summary>The keys that were given; null for none.</summary>
    internal AccessKeys? NewKeys => AccessKey.Length > 0 && SecretKey.Length > 0 ? new AccessKeys(AccessKey.Trim(), SecretKey.Trim()) : null;

    /// <summary>As it is asked for.</summary>
    internal Attachment Build() => new()
    {
        Name = Name,
        RegisteredName = RegisteredName,
        NameServers = Addresses,
        Tint = Tint,
        NewKeys = NewKeys,
        ForgetKeys = ForgetKeys && NewKeys is null,
    };

    /// <summary>Forgets the keys that were typed, which a page that stays open need not hold.</summary>
    internal void Clear() => (AccessKey, SecretKey, ForgetKeys) = ("", "", false);
}
