using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.BrokerAccess;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Who may use the brokers: accounts of 4.9, users and policies of 5.x. No secret is ever answered.</summary>
internal static class BrokerAccessEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapBrokerAccess(this RouteGroupBuilder api)
    {
        var access = api.MapGroup("/clusters/{cluster}").RequireAuthorization(Policies.Administer).WithTags("Broker access");
        access.MapGet("/broker-accounts", (ApiCluster target, CancellationToken cancellation) => AccountRow.FetchAsync(target.Connection, cancellation)).WithName("listBrokerAccounts")
            .WithSummary("Accounts of brokers of 4.9, by broker, without their secrets.").Produces<AccessAnswer<AccountRow>>().Refuses(401, 403, 404);
        access.MapPut("/broker-accounts/{account}", SaveAccountAsync).WithName("putBrokerAccount")
            .WithSummary("Creates or changes an account on every master. Brokers want the secret with every change. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 503);
        access.MapDelete("/broker-accounts/{account}", DeleteAccountAsync).WithName("deleteBrokerAccount").WithSummary("Deletes an account on every master. dryRun=true only plans.")
            .Produces<ChangeAnswer>().Refuses(401, 403, 404, 409, 503);
        access.MapGet("/broker-users", (ApiCluster target, CancellationToken cancellation) => UserAccountRow.FetchAsync(target.Connection, cancellation)).WithName("listBrokerUsers")
            .WithSummary("Users of brokers of 5.x, by broker, without their secrets.").Produces<AccessAnswer<UserAccountRow>>().Refuses(401, 403, 404);
        access.MapPut("/broker-users/{user}", SaveUserAsync).WithName("putBrokerUser")
            .WithSummary("Creates a user on every master, or changes what is given of an existing one. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 503);
        access.MapDelete("/broker-users/{user}", DeleteUserAsync).WithName("deleteBrokerUser").WithSummary("Deletes a user on every master. dryRun=true only plans.")
            .Produces<ChangeAnswer>().Refuses(401, 403, 404, 409, 503);
        access.MapGet("/broker-policies", (ApiCluster target, CancellationToken cancellation) => PolicyRow.FetchAsync(target.Connection, cancellation)).WithName("listBrokerPolicies")
            .WithSummary("Policies of brokers of 5.x, by broker.").Produces<AccessAnswer<PolicyRow>>().Refuses(401, 403, 404);
        access.MapPut("/broker-policies", SavePolicyAsync).WithName("putBrokerPolicy")
            .WithSummary("Says on every master what a subject may do to one resource. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 503);
        access.MapDelete("/broker-policies", DeletePolicyAsync).WithName("deleteBrokerPolicy")
            .WithSummary("Deletes on every master what a subject may do to one resource. dryRun=true only plans.").Produces<ChangeAnswer>().Refuses(400, 401, 403, 404, 409, 503);
    }

    private static async Task<IResult> SaveAccountAsync(ApiCluster target, string account, Account body, bool? dryRun, ApiChanges changes, HttpContext context)
    {
        var draft = new AccountDraft
        {
            Name = account,
            Secret = body.Secret ?? throw RequestRefusedException.Invalid("secret", "The body needs the field 'secret'; brokers want it with every change."),
            IsAdmin = body.Admin is true,
            TopicDefault = Permission("topicDefault", body.TopicDefault, "DENY"),
            GroupDefault = Permission("groupDefault", body.GroupDefault, "SUB"),
            Topics = string.Join(',', body.Topics ?? []),
            Groups = string.Join(',', body.Groups ?? []),
            Addresses = body.Addresses ?? "",
        };
        if (draft.WrongEntry is { } wrong)
            throw RequestRefusedException.Invalid("topics", $"'{wrong}' is not NAME=PERMISSION; permissions are {string.Join(", ", AccountDraft.Permissions)}.");
        return await changes.RunAsync(Changes(target).Save(draft, (await AccountRow.FetchAsync(target.Connection, context.RequestAborted)).Rows), target, dryRun, context);
    }

    private static async Task<IResult> DeleteAccountAsync(ApiCluster target, string account, bool? dryRun, ApiChanges changes, HttpContext context) =>
        await changes.RunAsync(Changes(target).DeleteAccount(account, (await AccountRow.FetchAsync(target.Connection, context.RequestAborted)).Rows), target, dryRun, context);

    private static async Task<IResult> SaveUserAsync(ApiCluster target, string user, User body, bool? dryRun, ApiChanges changes, HttpContext context)
    {
        var known = (await UserAccountRow.FetchAsync(target.Connection, context.RequestAborted)).Rows;
        if (body.Secret is null && !known.Any(row => row.Name == user))
            throw RequestRefusedException.Invalid("secret", $"There is no user '{user}' yet, and a new one needs the field 'secret'.");
        var saved = new UserInfo
        {
            Username = user,
            Password = body.Secret,
            UserType = OneOf("type", body.Type, ["Normal", "Super"]),
            UserStatus = OneOf("status", body.Status, ["enable", "disable"]),
        };
        return await changes.RunAsync(Changes(target).Save(saved, known), target, dryRun, context);
    }

    private static async Task<IResult> DeleteUserAsync(ApiCluster target, string user, bool? dryRun, ApiChanges changes, HttpContext context) =>
        await changes.RunAsync(Changes(target).DeleteUser(user, (await UserAccountRow.FetchAsync(target.Connection, context.RequestAborted)).Rows), target, dryRun, context);

    private static async Task<IResult> SavePolicyAsync(ApiCluster target, Policy body, bool? dryRun, ApiChanges changes, HttpContext context)
    {
        var entry = new AclPolicyEntry
        {
            Resource = Needed("resource", body.Resource),
            Actions = body.Actions is { Count: > 0 } actions ? [.. actions] : throw RequestRefusedException.Invalid("actions", "The body needs the field 'actions', a list."),
            SourceIps = body.Sources is { Count: > 0 } sources ? [.. sources] : null,
            Decision = OneOf("decision", body.Decision, ["Allow", "Deny"]) ?? "Allow",
        };
        var known = (await PolicyRow.FetchAsync(target.Connection, context.RequestAborted)).Rows;
        return await changes.RunAsync(Changes(target).Save(Needed("subject", body.Subject), entry, known), target, dryRun, context);
    }

    private static async Task<IResult> DeletePolicyAsync(ApiCluster target, string? subject, string? resource, bool? dryRun, ApiChanges changes, HttpContext context)
    {
        var (who, what) = (Needed("subject", subject), Needed("resource", resource));
        return await changes.RunAsync(Changes(target).DeletePolicy(who, what, (await PolicyRow.FetchAsync(target.Connection, context.RequestAborted)).Rows), target, dryRun, context);
    }

    private static AccessChanges Changes(ApiCluster target) => new(target.Brokers);

    private static string Needed(string field, string? value) =>
        value is { Length: > 0 } ? value : throw RequestRefusedException.Invalid(field, $"'{field}' is needed.");

    private static string Permission(string field, string? value, string usual) => OneOf(field, value, AccountDraft.Permissions) ?? usual;

    private static string? OneOf(string field, string? value, IReadOnlyList<string> allowed) => value is null ? null
        : allowed.FirstOrDefault(one => one.Equals(value, StringComparison.OrdinalIgnoreCase))
        ?? throw RequestRefusedException.Invalid(field, $"'{value}' is not allowed; allowed are {string.Join(", ", allowed)}.");

    /// <summary>An account of 4.9.</summary>
    /// <param name="Secret">Its secret.</param>
    /// <param name="Admin">Whether it may administer the brokers.</param>
    /// <param name="TopicDefault">Permission on topics that are not listed; DENY when it is left out.</param>
    /// <param name="GroupDefault">Permission on groups that are not listed; SUB when it is left out.</param>
    /// <param name="Topics">"orders=PUB|SUB" each.</param>
    /// <param name="Groups">"billing=SUB" each.</param>
    /// <param name="Addresses">Addresses that need no signature.</param>
    internal sealed record Account(
        string? Secret, bool? Admin, string? TopicDefault, string? GroupDefault, IReadOnlyList<string>? Topics, IReadOnlyList<string>? Groups, string? Addresses)
    {
        /// <summary>Never the secret, so that it does not get into logs.</summary>
        public override string ToString() => "an account";
    }

    /// <summary>A user of 5.x; what is left out stays as it is.</summary>
    /// <param name="Secret">The new secret.</param>
    /// <param name="Type">Normal or Super.</param>
    /// <param name="Status">enable or disable.</param>
    internal sealed record User(string? Secret, string? Type, string? Status)
    {
        /// <summary>Never the secret, so that it does not get into logs.</summary>
        public override string ToString() => "a user";
    }

    /// <summary>What a subject may do to one resource.</summary>
    /// <param name="Subject">"User:alice".</param>
    /// <param name="Resource">"Topic:orders".</param>
    /// <param name="Actions">"Pub", "Sub", ….</param>
    /// <param name="Sources">Addresses from which; anywhere when it is left out.</param>
    /// <param name="Decision">Allow or Deny; Allow when it is left out.</param>
    internal sealed record Policy(string? Subject, string? Resource, IReadOnlyList<string>? Actions, IReadOnlyList<string>? Sources, string? Decision);
}
