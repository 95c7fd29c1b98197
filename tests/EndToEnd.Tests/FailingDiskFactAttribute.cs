using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>A test on a disk that fails; says why where none can be made to. The same trouble is tested everywhere with a disk that pretends.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FailingDiskFactAttribute : FactAttribute
{
    public FailingDiskFactAttribute() => Skip = FailingDisk.WhyNot;
}
