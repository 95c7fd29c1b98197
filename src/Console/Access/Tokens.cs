using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RocketMQ.ManagementConsole.Hosting;

namespace RocketMQ.ManagementConsole.Access;

/// <summary>Issues the bearer tokens of the API and the hub, signed with a key that lies in the data folder.</summary>
internal sealed class Tokens(ConsoleOptions options, TimeProvider clock)
{
    /// <summary>Issuer and audience of every token; both ends are this console.</summary>
    public const string Issuer = "rocketmq-console";

    /// <summary>How long an access token of a program lasts; it is refreshed then.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly SymmetricSecurityKey _key = new(LoadKey(Path.Combine(options.KeyFolder, "token-signing.key")));

    /// <summary>How incoming tokens are checked.</summary>
    public TokenValidationParameters Validation => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Issuer,
        IssuerSigningKey = _key,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        NameClaimType = Identities.Name,
        ClockSkew = TimeSpan.FromSeconds(30),
        LifetimeValidator = (_, expires, _, parameters) => expires is { } end && clock.GetUtcNow() < end + parameters.ClockSkew,
    };

    /// <summary>A token for a login, which ends with it at the latest.</summary>
    public string Issue(Session session, TimeSpan lifetime)
    {
        var now = clock.GetUtcNow();
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Subject = Identities.Create(session, "token"),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
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
