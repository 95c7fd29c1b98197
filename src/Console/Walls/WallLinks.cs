using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using RocketMQ.ManagementConsole.Access;

namespace RocketMQ.ManagementConsole.Walls;

/// <summary>Makes links to walls and tells what one opens: a link holds until it expires, is taken back, or its maker may not see the cluster any more.</summary>
internal sealed class WallLinks(WallStore walls, UserStore users, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Longest life of a link in days.</summary>
    public const int MostDays = 366;

    private readonly IDataProtector _protector = protection.CreateProtector("wall-link");

    /// <summary>A new link, which opens nothing until it is saved.</summary>
    /// <param name="wall">To what.</param>
    /// <param name="maker">Whose rights it has.</param>
    /// <param name="label">Where it hangs.</param>
    /// <param name="days">How long it holds.</param>
    public WallLink Make(Wall wall, string maker, string label, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MostDays);
        var now = time.GetUtcNow();
        return new WallLink(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), wall.Id, label, maker, now, now.AddDays(days), false);
    }

    /// <summary>What stands in the address of a link: its id, encrypted and signed.</summary>
    public string TokenOf(WallLink link) => _protector.Protect(link.Id);

    /// <summary>The link and the wall of a token, while it holds; null when it opens nothing.</summary>
    public (WallLink Link, Wall Wall)? Open(string token)
    {
        try
        {
            return walls.FindLink(_protector.Unprotect(token)) is { } link ? Open(link) : null;
        }
        catch (CryptographicException)
        {
            // Made up, or cut off, or by another console.
            return null;
        }
    }

    /// <summary>The wall of a link, while it holds as it stands in the database now.</summary>
    public (WallLink Link, Wall Wall)? Open(WallLink known) =>
        walls.FindLink(known.Id) is { IsRevoked: false } link
        && time.GetUtcNow() < link.ExpiresAt
        && walls.Find(link.Wall) is { } wall
        && users.Find(link.Maker) is { IsDisabled: false } maker
        && maker.Roles.In(wall.Cluster) > Role.None
            ? (link, wall)
            : null;
}
