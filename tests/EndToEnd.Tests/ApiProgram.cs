using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>A program that uses the console's API with a login of its own.</summary>
public static class ApiProgram
{
    /// <summary>A client that sends the access token of a new login.</summary>
    public static async Task<HttpClient> SignInAsync(string url, string user, string password)
    {
        var program = new HttpClient { BaseAddress = new Uri(url) };
        using var login = await program.PostAsJsonAsync(new Uri("/api/v1/tokens", UriKind.Relative), new { user, password });
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return program;
    }

    /// <summary>Waits for an answer that has to be a success, and reads it.</summary>
    public static async Task<JsonElement> DoneAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
