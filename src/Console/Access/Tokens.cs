using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>A bearer token and the moment it ends.</summary>
internal sealed record IssuedToken(string Token, DateTimeOffset ExpiresAt);

/// <summary>Issues the bearer tokens of the API and the hub, signed with a key that lies in the data folder.</summary>
internal sealed class Tokens(ConsoleOptions options, TimeProvider clock)
{
    /// <summary>Issuer and audience of every token; both ends are this console.</summary>
    public const string Issuer = "rocketmq-console";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly SymmetricSecurityKey _key = new(LoadKey(Path.Combine(options.KeyFolder, "token-signing.key")));

    /// <summary>How incoming tokens are checked.</summary>
    public TokenValidationParameters Validation => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Issuer,
        IssuerSigningKey = _key,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        NameClaimType = Identities.Name,
        RoleClaimType = Identities.Role,
        ClockSkew = TimeSpan.FromSeconds(30),
        LifetimeValidator = (_, expires, _, parameters) => expires is { } end && clock.GetUtcNow() < end + parameters.ClockSkew,
    };

    /// <summary>A token that carries the user's claims.</summary>
    public IssuedToken Issue(User user)
    {
        var now = clock.GetUtcNow();
        var expires = now + Lifetime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Subject = Identities.Create(user, "token"),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
        return new IssuedToken(token, expires);
    }

    private static byte[] LoadKey(string file)
    {
        if (File.Exists(file))
            return Convert.FromBase64String(File.ReadAllText(file));

        var key = RandomNumberGenerator.GetBytes(64);
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, create);
        writer.Write(Convert.ToBase64String(key));
        return key;
    }
}
