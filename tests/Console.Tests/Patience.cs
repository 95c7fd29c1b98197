using System.Runtime.CompilerServices;
using Bunit;

namespace RocketMQ.ManagementConsole.Tests;

/// <summary>How long tests of components wait for what is to appear: machines that do much else besides need more than bUnit's second.</summary>
internal static class Patience
{
    [ModuleInitializer]
    internal static void Begin() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
}
