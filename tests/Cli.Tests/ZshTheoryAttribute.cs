namespace RocketMQ.Cli.Tests;

/// <summary>A test that zsh runs; left out where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ZshTheoryAttribute : TheoryAttribute
{
    public ZshTheoryAttribute() => Skip = Program is null ? "zsh is not installed" : null;

    /// <summary>Where it is; null where it is not.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, "zsh")).FirstOrDefault(File.Exists);
}
