using System.Reflection;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>Implements an interface of many operations by the few answers a test gives; any other call fails the test by name.</summary>
public class Answering<T> : DispatchProxy
    where T : class
{
    private readonly Dictionary<string, Func<object?[], object?>> _answers = new(StringComparer.Ordinal);

    /// <summary>The interface.</summary>
    public T Object => (T)(object)this;

#pragma warning disable CA1000 // Proxies can not be made by a constructor.
    public static Answering<T> Create() => (Answering<T>)(object)Create<T, Answering<T>>();
#pragma warning restore CA1000

    /// <summary>What a member of that name (a property's is its own) answers, given its arguments.</summary>
    public Answering<T> On(string member, Func<object?[], object?> answer)
    {
        _answers[member] = answer;
        return this;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var member = targetMethod!.Name.StartsWith("get_", StringComparison.Ordinal) ? targetMethod.Name[4..] : targetMethod.Name;
        return _answers.TryGetValue(member, out var answer)
            ? answer(args ?? [])
            : throw new InvalidOperationException($"The test expects no {typeof(T).Name}.{member}");
    }
}
