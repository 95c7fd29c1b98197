using Microsoft.Extensions.Localization;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Accounts of the console.</summary>
internal static class UserEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapUsers(this RouteGroupBuilder api)
    {
        var users = api.MapGroup("/users").RequireAuthorization(Policies.ManageConsole).WithTags("Users");
        users.MapGet("/", (UserStore store) => store.All.Select(UserAnswer.Of).ToList()).WithName("listUsers").WithSummary("All accounts.")
            .Produces<IReadOnlyList<UserAnswer>>().Refuses(401, 403);
        users.MapGet("/{name}", Get).WithName("getUser").WithSummary("One account.").Produces<UserAnswer>().Refuses(401, 403, 404);
        users.MapPost("/", CreateAsync).WithName("createUser").WithSummary("Creates an account; its generated password is in the answer and nowhere else.")
            .Produces<CreatedAnswer>(StatusCodes.Status201Created).Refuses(400, 401, 403, 409);
        users.MapPut("/{name}", PutAsync).WithName("putUser").WithSummary("Changes roles or disables; what is left out stays as it is.")
            .Produces<UserAnswer>().Refuses(400, 401, 403, 404, 409);
        users.MapPost("/{name}/password", ResetPasswordAsync).WithName("resetPassword").WithSummary("Gives an account a new generated password and ends its logins.")
            .Produces<CreatedAnswer>().Refuses(401, 403, 404, 409);
        users.MapDelete("/{name}/logins", SignOutAsync).WithName("signOutUser").WithSummary("Ends every login and token of an account.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404);
        users.MapDelete("/{name}", DeleteAsync).WithName("deleteUser").WithSummary("Deletes an account.")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 409);
    }

    private static UserAnswer Get(string name, UserStore users, IStringLocalizer<Texts> texts) =>
        UserAnswer.Of(users.Find(name) ?? throw Refused(UserRefusal.Unknown, name, texts));

    private static async Task<IResult> CreateAsync(NewUser body, AccountWrites accounts, HttpContext context, IStringLocalizer<Texts> texts)
    {
        var name = body.Name ?? throw RequestRefusedException.Invalid("name", "The body needs the field 'name', the login name.");
        var created = await accounts.CreateAsync(context.Author(), name, RolesOf(UserRoles.Nothing, body.Role, body.Clusters));
        return created.Password is { } password
            ? Results.Created("/api/v1/users/" + Uri.EscapeDataString(name), new CreatedAnswer(name, password))
            : throw Refused(created.Refusal!.Value, name, texts);
    }

    private static async Task<UserAnswer> PutAsync(
        string name, UserChange body, UserStore users, AccountWrites accounts, HttpContext context, IStringLocalizer<Texts> texts)
    {
        var user = users.Find(name) ?? throw Refused(UserRefusal.Unknown, name, texts);
        if (body.Role is not null || body.Clusters is not null)
            Check(await accounts.SetRolesAsync(context.Author(), name, RolesOf(user.Roles, body.Role, body.Clusters)), name, texts);
        if (body.Disabled is { } disabled)
            Check(await accounts.SetDisabledAsync(context.Author(), name, disabled), name, texts);
        return Get(name, users, texts);
    }

    private static async Task<CreatedAnswer> ResetPasswordAsync(string name, AccountWrites accounts, HttpContext context, IStringLocalizer<Texts> texts)
    {
        var reset = await accounts.ResetPasswordAsync(context.Author(), name);
        return new CreatedAnswer(name, reset.Password ?? throw Refused(reset.Refusal!.Value, name, texts));
    }

    private static async Task<IResult> SignOutAsync(string name, AccountWrites accounts, HttpContext context, IStringLocalizer<Texts> texts)
    {
        Check(await accounts.SignOutEverywhereAsync(context.Author(), name), name, texts);
        return Results.NoContent();
    }

    private static async Task<IResult> DeleteAsync(string name, AccountWrites accounts, HttpContext context, IStringLocalizer<Texts> texts)
    {
        Check(await accounts.DeleteAsync(context.Author(), name), name, texts);
        return Results.NoContent();
    }

    private static void Check(UserRefusal? refusal, string name, IStringLocalizer<Texts> texts)
    {
        if (refusal is { } reason)
            throw Refused(reason, name, texts);
    }

    private static RequestRefusedException Refused(UserRefusal refusal, string name, IStringLocalizer<Texts> texts)
    {
        string detail = texts["Users.Refused." + refusal, name];
        return new(refusal switch
        {
            UserRefusal.Unknown => Problems.NotFound(detail),
            UserRefusal.Name => Problems.Invalid("name", detail),
            UserRefusal.NameTaken => Problems.Conflict("name-taken", detail),
            UserRefusal.LastAdministrator => Problems.Conflict("last-administrator", detail),
            UserRefusal.NotAllowed => Problems.MissingRole(Role.Administrator, null),
            UserRefusal.Moved => Problems.Conflict("moved", detail),
            _ => Problems.Conflict("outside-account", detail),
        });
    }

    private static UserRoles RolesOf(UserRoles before, string? everywhere, IReadOnlyDictionary<string, string>? clusters)
    {
        var roles = everywhere is null ? before : before with { Everywhere = Read("role", everywhere) };
        if (clusters is null)
            return roles;
        roles = roles with { PerCluster = UserRoles.Nothing.PerCluster };
        return clusters.Aggregate(roles, (all, one) => all.With(one.Key, Read($"clusters.{one.Key}", one.Value)));
    }

    private static Role Read(string field, string name) =>
        Roles.Parse(name) ?? throw RequestRefusedException.Invalid(field, $"'{name}' is no role; allowed are {string.Join(", ", Roles.All)}.");

    /// <summary>An account to create.</summary>
    /// <param name="Name">Login name.</param>
    /// <param name="Role">Role for all clusters; none when it is left out.</param>
    /// <param name="Clusters">Roles by cluster.</param>
    internal sealed record NewUser(string? Name, string? Role, IReadOnlyDictionary<string, string>? Clusters);

    /// <summary>What to change.</summary>
    /// <param name="Role">Role for all clusters.</param>
    /// <param name="Clusters">Roles by cluster, all of them.</param>
    /// <param name="Disabled">Whether nobody may log in with it.</param>
    internal sealed record UserChange(string? Role, IReadOnlyDictionary<string, string>? Clusters, bool? Disabled);

    /// <summary>A password that was generated.</summary>
    /// <param name="Name">Whose.</param>
    /// <param name="Password">It has to be changed at the next login.</param>
    internal sealed record CreatedAnswer(string Name, string Password)
    {
        /// <summary>Never the password, so that it does not get into logs.</summary>
        public override string ToString() => $"password of '{Name}'";
    }

    /// <summary>An account.</summary>
    /// <param name="Name">Login name.</param>
    /// <param name="Role">Role for all clusters.</param>
    /// <param name="Clusters">Further roles by cluster.</param>
    /// <param name="State">active, outside, mustChangePassword or disabled.</param>
    /// <param name="Issuer">Identity provider that vouches for it; null for a local account.</param>
    internal sealed record UserAnswer(string Name, string Role, IReadOnlyDictionary<string, string> Clusters, UserState State, string? Issuer)
    {
        /// <summary>The answer about an account.</summary>
        public static UserAnswer Of(User user) => new(
            user.Name,
            Roles.NameOf(user.Roles.Everywhere),
            user.Roles.PerCluster.ToDictionary(pair => pair.Key, pair => Roles.NameOf(pair.Value)),
            UserRow.StateOf(user),
            user.Outside?.Issuer);
    }
}
