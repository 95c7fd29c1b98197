namespace RocketMQ.ManagementConsole.Api;

/// <summary>A request that the API does not serve, with the answer that says why.</summary>
internal sealed class RequestRefusedException(IResult answer) : Exception
{
    /// <summary>One of <see cref="Problems"/>.</summary>
    public IResult Answer { get; } = answer;

    /// <summary>A field or parameter is wrong.</summary>
    public static RequestRefusedException Invalid(string field, string detail) => new(Problems.Invalid(field, detail));

    /// <summary>There is no such thing.</summary>
    public static RequestRefusedException NotFound(string detail) => new(Problems.NotFound(detail));
}
