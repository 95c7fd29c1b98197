using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Tests.Fakes;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Access;

/// <summary>
/// Every page and every route of the API that the console serves, asked by users with every role. What an address needs is read off
/// the endpoints themselves: one that says nothing fails here.
/// </summary>
public sealed partial class PermissionTests : IClassFixture<PermissionTests.Server>
{
    private readonly Server _server;

    public PermissionTests(Server server) => _server = server;

    /// <summary>Users by name, and the role each has in the cluster "dev" and for all clusters.</summary>
    private static readonly Dictionary<string, UserRoles> Users = new()
    {
        ["none"] = UserRoles.Nothing,
        ["elsewhere"] = UserRoles.Nothing.With("prod", Role.Administrator),
        ["dev-viewer"] = UserRoles.Nothing.With("dev", Role.Viewer),
        ["dev-operator"] = UserRoles.Nothing.With("dev", Role.Operator),
        ["dev-administrator"] = UserRoles.Nothing.With("dev", Role.Administrator),
        ["viewer"] = UserRoles.For(Role.Viewer),
        ["operator"] = UserRoles.For(Role.Operator),
        ["administrator"] = UserRoles.For(Role.Administrator),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Pages_open_for_those_whose_role_is_enough(string user)
    {
        using var browser = user == "nobody" ? _server.Console.Browser() : await _server.Console.SignedInAsync(user);
        foreach (var page in Endpoints().Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null))
        {
            if (page.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                continue;
            using var answer = await browser.GetAsync(new Uri(Fill(page.RoutePattern), UriKind.Relative));
            Assert.Equal((page.RoutePattern.RawText, Expected(user, page, HttpStatusCode.Redirect)), (page.RoutePattern.RawText, Known(answer.StatusCode, leadsTo: answer.Headers.Location)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Routes_of_the_api_answer_those_whose_role_is_enough(string user)
    {
        using var program = user == "nobody" ? _server.Console.Browser() : await _server.Console.ProgramAsync(user);
        foreach (var (route, method) in ApiRoutes())
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Fill(route.RoutePattern), UriKind.Relative));
            // No body fits every route; one that is let in says so with another status than those that are looked for here.
            request.Content = method is "GET" or "DELETE" ? null : new StringContent("[]", System.Text.Encoding.UTF8, "application/json");
            using var answer = await program.SendAsync(request);
            var expected = Expected(user, route, HttpStatusCode.Unauthorized);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(
                expected == Known(answer.StatusCode, text),
                $"{method} {route.RoutePattern.RawText} as {user}: expected {expected?.ToString() ?? "to be let in"}, got {answer.StatusCode} {text}");
            if (expected is not null)
                Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            if (expected is HttpStatusCode.Forbidden)
                Assert.Contains($"\"role\":\"{Roles.NameOf(Needed(route).Role)}\"", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_route_of_the_api_says_which_role_it_needs_and_only_logging_in_needs_none()
    {
        var open = new HashSet<string>();
        foreach (var (route, method) in ApiRoutes(all: true))
        {
            if (route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                open.Add($"{method} {route.RoutePattern.RawText!.TrimEnd('/')}");
            else
                Assert.True(route.Metadata.GetOrderedMetadata<IAuthorizeData>() is [{ Policy: not null }], $"{method} {route.RoutePattern.RawText} names no policy");
        }

        Assert.Equal(["POST /api/v1/tokens", "POST /api/v1/tokens/refresh", "POST /api/v1/tokens/revoke"], open.Order());
    }

    public static TheoryData<string> Names() => [.. Users.Keys, "nobody"];

    private IEnumerable<(RouteEndpoint Route, string Method)> ApiRoutes(bool all = false) => Endpoints()
        .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
        .Where(endpoint => all || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => (endpoint, method)));

    private IEnumerable<RouteEndpoint> Endpoints() => _server.Console.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string Fill(RoutePattern pattern) => Parameter().Replace("/" + pattern.RawText!.TrimStart('/'), match =>
        match.Groups[1].Value switch
        {
            "ClusterName" or "cluster" => "dev",
            _ when match.Groups[2].Success => "1",
            _ => "x",
        });

    /// <summary>The status that refuses a user; null when the role is enough.</summary>
    private static HttpStatusCode? Expected(string user, RouteEndpoint endpoint, HttpStatusCode signedOut)
    {
        if (user == "nobody")
            return signedOut;
        var (role, everywhere) = Needed(endpoint);
        var inCluster = endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name is "ClusterName" or "cluster");
        if (!inCluster)
            return Users[user].Everywhere >= role || (role is Role.Viewer && !everywhere) ? null : HttpStatusCode.Forbidden;
        var has = Users[user].In("dev");
        return (everywhere ? Users[user].Everywhere : has) >= role ? null : has is Role.None ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden;
    }

    private static (Role Role, bool Everywhere) Needed(RouteEndpoint endpoint) => endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
        .Select(data => data.Policy switch
        {
            null or Policies.View => (Role.Viewer, false),
            Policies.Operate => (Role.Operator, false),
            Policies.Administer => (Role.Administrator, false),
            Policies.ManageConsole => (Role.Administrator, true),
            _ => throw new InvalidOperationException($"The test does not know the policy {data.Policy}"),
        })
        .Max();

    private static HttpStatusCode? Known(HttpStatusCode status, string? text = null, Uri? leadsTo = null) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => status,
        HttpStatusCode.NotFound when text is null || text.Contains("There is no cluster", StringComparison.Ordinal) => status,
        HttpStatusCode.Redirect when leadsTo?.AbsolutePath == "/login" => status,
        _ => null,
    };

    [GeneratedRegex(@"\{\*?([A-Za-z]+)(:(?:long|int))?\??\}")]
    private static partial Regex Parameter();

    /// <summary>One console for all tests, with two clusters and a user for every role.</summary>
    public sealed class Server : IAsyncLifetime
    {
        public ConsoleServer Console { get; } = new();

        public async Task InitializeAsync()
        {
            await Console.InitializeAsync();
            Console.Attach(new FakeCluster(new FakeAdminClient(), Samples.Snapshot(), "dev"));
            Console.Attach(new FakeCluster(new FakeAdminClient(), Samples.Snapshot(), "prod"));
            foreach (var (name, roles) in Users)
                Console.AddUser(name, roles);
        }

        public Task DisposeAsync() => Console.DisposeAsync();
    }
}
