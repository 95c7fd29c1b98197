using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace RocketMQ.ManagementConsole.Tests;

/// <summary>
/// bUnit asks for AngleSharp.Diffing 1.1; the feed's newest is 0.17, whose API is the same for all that is used here.
/// The binder refuses the lower version, this hook accepts it.
/// </summary>
internal static class AngleSharpDiffingResolver
{
    [ModuleInitializer]
    internal static void Install() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
            : null;
}
