using System.Text.Json;
using RocketMQ.Admin;
using RocketMQ.Admin.Targets;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.Remoting.Transport;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>Turns what goes wrong in the API into problem details.</summary>
internal static class ApiErrors
{
    /// <summary>Adds the middleware. A defect is logged by the framework and answered with 500.</summary>
    public static void UseApiErrors(this IApplicationBuilder api)
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Problems.Status(StatusCodes.Status500InternalServerError).ExecuteAsync(context),
        });
        api.UseStatusCodePages(pages => Problems.Status(pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext));
        api.Use(AnswerExpectedAsync);
    }

    private static async Task AnswerExpectedAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure) when (!context.Response.HasStarted && Explain(failure) is { } answer)
        {
            await answer.ExecuteAsync(context);
        }
    }

    private static IResult? Explain(Exception failure) => failure switch
    {
        RequestRefusedException refused => refused.Answer,
        BadHttpRequestException { InnerException: JsonException json } => Field(json) is { Length: > 0 } field
            ? Problems.Invalid(field, json.Message)
            : Problems.Unreadable("The body is not the JSON that is expected: " + json.Message),
        BadHttpRequestException bad => Problems.Unreadable(bad.Message),
        AdminException refusal => Problems.Refused(refusal),
        RemotingException silence => Problems.NoAnswer(silence.Message),
        PartialFailureException partial => Problems.Partial(
            partial.Failures.Select(one => new ServerOutcome(one.Address, FailureText.Of(one.Reason)))),
        _ => null,
    };

    private static string Field(JsonException failure) => (failure.Path ?? "").TrimStart('$').TrimStart('.');
}
