using System.Net;
using RocketMQ.Broker.Persistence;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.Broker.Access;

/// <summary>All that the access files say, at one moment. Immutable: new files make new rules.</summary>
internal sealed class AccessRules
{
    private readonly AddressPattern[] _white;
    private readonly Dictionary<string, Account> _accounts;

    public AccessRules(IReadOnlyList<AccessFile> files)
    {
        Files = files;
        _white = [.. files.SelectMany(file => file.White)];
        // An account counts where it comes first, as in the original.
        _accounts = files
            .SelectMany(file => file.Accounts)
            .DistinctBy(account => account.AccessKey)
            .ToDictionary(account => account.AccessKey, account => new Account(account), Utf8NameComparer.Instance);
    }

    public static AccessRules Nobody { get; } = new([]);

    public IReadOnlyList<AccessFile> Files { get; }

    public int AccountCount => _accounts.Count;

    public bool HasWhiteAddresses => _white.Length > 0;

    /// <summary>Whether requests from an address are not checked at all.</summary>
    public bool Trusts(IPAddress address) => AddressPattern.AnyMatches(_white, address);

    public Account? Find(ReadOnlySpan<byte> name) => _accounts.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var account) ? account : null;

    public Account? Find(string name) => _accounts.GetValueOrDefault(name);

    /// <summary>The file that an account is in; null where there is no such account.</summary>
    public AccessFile? FileOf(string name) => Files.FirstOrDefault(file => file.Accounts.Any(account => account.AccessKey == name));
}

/// <summary>What one access file says (docs/protocol.md 7.5).</summary>
/// <param name="Path">Full path.</param>
/// <param name="White">Addresses that are not checked.</param>
/// <param name="Accounts">Accounts in their order.</param>
/// <param name="Version">Counts changes over the wire.</param>
/// <param name="Warnings">What is in the file and has no effect.</param>
internal sealed record AccessFile(
    string Path, IReadOnlyList<AddressPattern> White, IReadOnlyList<AccountSettings> Accounts, DataVersion Version, IReadOnlyList<string> Warnings)
{
    /// <summary>The addresses that are not checked, as they are written.</summary>
    public IReadOnlyList<string> WhiteTexts { get; init; } = [];
}
