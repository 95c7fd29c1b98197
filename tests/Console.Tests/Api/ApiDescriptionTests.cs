using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RocketMQ.ManagementConsole.Tests.Hosting;

namespace RocketMQ.ManagementConsole.Tests.Api;

public sealed class ApiDescriptionTests(ConsoleServer server) : IClassFixture<ConsoleServer>
{
    [Fact]
    public async Task Every_route_is_described_with_all_parts_of_its_address_and_a_summary()
    {
        using var anybody = server.Browser();
        var paths = (await anybody.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths");

        var described = new List<string>();
        foreach (var path in paths.EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                described.Add($"{operation.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}");
                Assert.False(string.IsNullOrEmpty(operation.Value.GetProperty("summary").GetString()), described[^1]);
                var parameters = operation.Value.TryGetProperty("parameters", out var list)
                    ? list.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "path").Select(one => one.GetProperty("name").GetString()!)
                    : [];
                Assert.Equal(Regex.Matches(path.Name, @"\{(\w+)\}").Select(match => match.Groups[1].Value).Order(), parameters.Order());
            }
        }

        var served = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} {Regex.Replace(endpoint.RoutePattern.RawText!, ":long", "").TrimEnd('/')}"));
        Assert.Equal(served.Order(), described.Order());
    }
}
