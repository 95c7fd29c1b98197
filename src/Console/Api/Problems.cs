using System.Globalization;
using RocketMQ.Admin;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Codes;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Every way in which the API says no, as problem details (RFC 9457). <c>code</c> is for programs, <c>detail</c> for people.</summary>
internal static class Problems
{
    /// <summary>A field or parameter is wrong.</summary>
    public static IResult Invalid(string field, string detail) =>
        Of(StatusCodes.Status400BadRequest, "invalid", detail, ("errors", new Dictionary<string, string[]> { [field] = [detail] }));

    /// <summary>The request as a whole cannot be read.</summary>
    public static IResult Unreadable(string detail) => Of(StatusCodes.Status400BadRequest, "unreadable", detail);

    /// <summary>No token, or one that does not count (any more).</summary>
    public static IResult NotSignedIn() =>
        Of(StatusCodes.Status401Unauthorized, "not-signed-in", "This needs a valid access token: POST /api/v1/tokens with user and password gives one.");

    /// <summary>Name and password do not fit.</summary>
    public static IResult WrongPassword() => Of(StatusCodes.Status401Unauthorized, "wrong-password", "The name or the password is wrong.");

    /// <summary>A refresh token that does not count (any more).</summary>
    public static IResult WrongRefreshToken(string detail) => Of(StatusCodes.Status401Unauthorized, "wrong-refresh-token", detail);

    /// <summary>The role is not enough.</summary>
    public static IResult MissingRole(Role role, string? cluster) => Of(
        StatusCodes.Status403Forbidden,
        "missing-role",
        $"This needs the role {Roles.NameOf(role)} {(cluster is null ? "for all clusters" : $"in the cluster '{cluster}'")}.",
        ("role", Roles.NameOf(role)),
        ("cluster", cluster));

    /// <summary>The account is disabled.</summary>
    public static IResult Disabled() => Of(StatusCodes.Status403Forbidden, "account-disabled", "This account is disabled; an administrator can enable it.");

    /// <summary>The generated password has to be changed first.</summary>
    public static IResult PasswordMustChange() => Of(
        StatusCodes.Status403Forbidden, "password-must-change", "The password was generated and has to be changed first: sign in to the console's pages for that.");

    /// <summary>There is no such cluster, or none that the user may know of.</summary>
    public static IResult NoCluster(string cluster) => NotFound($"There is no cluster '{cluster}'.");

    /// <summary>There is no such thing.</summary>
    public static IResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "not-found", detail);

    /// <summary>It does not go together with what is there.</summary>
    public static IResult Conflict(string code, string detail) => Of(StatusCodes.Status409Conflict, code, detail);

    /// <summary>Too many failed logins.</summary>
    public static IResult LockedOut(int seconds) => Of(
        StatusCodes.Status429TooManyRequests, "locked-out", string.Create(CultureInfo.InvariantCulture, $"Too many failed attempts. Try again in {seconds} seconds."));

    /// <summary>A server of the cluster answered no.</summary>
    public static IResult Refused(AdminException refusal) => Of(
        StatusCodes.Status502BadGateway,
        "refused",
        $"{refusal.Address} refused {refusal.Request}: {refusal.Remark}",
        ("server", refusal.Address),
        ("brokerCode", (int)refusal.Code),
        ("brokerCodeName", ResponseCodes.NameOf((int)refusal.Code)),
        ("remark", refusal.Remark));

    /// <summary>A server of the cluster did not answer.</summary>
    public static IResult NoAnswer(string reason) => Of(StatusCodes.Status502BadGateway, "no-answer", reason);

    /// <summary>The cluster has not been heard of since the console started.</summary>
    public static IResult NotYet(string cluster, string? failure) => Of(
        StatusCodes.Status503ServiceUnavailable, "not-yet", failure ?? $"The cluster '{cluster}' has not answered yet; try again in a moment.");

    /// <summary>Some servers did as asked and others did not; who did what stands in <c>outcomes</c>.</summary>
    public static IResult Partial(IEnumerable<ServerOutcome> outcomes, object? partial = null)
    {
        List<ServerOutcome> all = [.. outcomes];
        return Of(
            StatusCodes.Status503ServiceUnavailable,
            "partial",
            $"{all.Count(outcome => !outcome.Succeeded)} of {all.Count} servers did not do as asked.",
            ("outcomes", all),
            ("partial", partial));
    }

    /// <summary>A status that nothing else explains.</summary>
    public static IResult Status(int status) => Of(status, status switch
    {
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
        _ => "failed",
    }, status switch
    {
        StatusCodes.Status404NotFound => "There is no such address; /openapi/v1.json lists them all.",
        StatusCodes.Status405MethodNotAllowed => "This address does not know the method; /openapi/v1.json lists what it knows.",
        StatusCodes.Status415UnsupportedMediaType => "The body has to be JSON, with the header Content-Type: application/json.",
        StatusCodes.Status500InternalServerError => "The console failed; its log says why.",
        _ => null,
    });

    private static IResult Of(int status, string code, string? detail, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        foreach (var (name, value) in more)
        {
            if (value is not null)
                extensions[name] = value;
        }

        return Results.Problem(detail, statusCode: status, extensions: extensions);
    }
}
