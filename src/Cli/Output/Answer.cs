using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RocketMQ.Admin.Targets;
using RocketMQ.Cli.Hosting;

namespace RocketMQ.Cli.Output;

/// <summary>What a command found: data for scripts, the way to print it for people, and who did not answer.</summary>
internal abstract class Answer
{
    /// <summary>Servers that did not do as asked.</summary>
    public IReadOnlyList<TargetFailure> Failures { get; private set; } = [];

    public int ExitCode { get; private set; }

    public static Answer<T> Of<T>(T result, JsonTypeInfo<T> type, Action<Screen> print) => new(result, type, print);

    public abstract void Print(Screen screen);

    public abstract void Write(Utf8JsonWriter json);

    /// <summary>Adds those that did not answer, so that what is printed is not taken for all.</summary>
    /// <param name="failures">Who, and why.</param>
    /// <param name="somebodyAnswered">Whether others did: then the cluster was reached.</param>
    public Answer With(IReadOnlyList<TargetFailure> failures, bool somebodyAnswered = true)
    {
        Failures = [.. Failures, .. failures];
        if (failures.Count > 0)
            ExitCode = somebodyAnswered || failures.Any(failure => failure.Code is not null) ? ExitCodes.Failed : ExitCodes.Unreachable;
        return this;
    }

    public Answer With<T>(PartialResult<T> result) => With(result.Failures, result.Values.Count > 0);

    /// <summary>Marks the answer as a "no" although every server answered, for example when nothing was found.</summary>
    public Answer AsFailed()
    {
        ExitCode = ExitCodes.Failed;
        return this;
    }
}

/// <inheritdoc/>
internal sealed class Answer<T>(T result, JsonTypeInfo<T> type, Action<Screen> print) : Answer
{
    public override void Print(Screen screen) => print(screen);

    public override void Write(Utf8JsonWriter json) => JsonSerializer.Serialize(json, result, type);
}
