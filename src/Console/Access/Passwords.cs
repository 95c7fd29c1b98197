using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>Hashing, checking and generating passwords.</summary>
internal sealed class Passwords
{
    /// <summary>Shortest password accepted, in characters.</summary>
    public const int MinimumLength = 8;

    /// <summary>Longest password accepted; bounds the work one login attempt can cause.</summary>
    public const int MaximumLength = 256;

    private const int GeneratedLength = 20;

    // Without characters that look alike when read off a terminal.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static readonly User Nobody = new("", "", UserRoles.Nothing);

    private readonly PasswordHasher<User> _hasher = new();
    private readonly string _decoy;

    public Passwords() => _decoy = _hasher.HashPassword(Nobody, Generate());

    /// <summary>Hash with a salt of its own.</summary>
    public string Hash(string password) => _hasher.HashPassword(Nobody, password);

    /// <summary>Whether the password is the user's. An unknown user (null), or one without a password, costs the same time and is never right.</summary>
    public bool Verify(User? user, string password)
    {
        var known = user is { PasswordHash.Length: > 0 };
        var result = _hasher.VerifyHashedPassword(Nobody, known ? user!.PasswordHash : _decoy, password);
        return known && result is not PasswordVerificationResult.Failed;
    }

    /// <summary>A random password, about 115 bits.</summary>
    public static string Generate() => RandomNumberGenerator.GetString(Alphabet, GeneratedLength);
}
