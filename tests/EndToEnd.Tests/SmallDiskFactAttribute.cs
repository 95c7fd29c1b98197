using RocketMQ.Testing;

namespace RocketMQ.EndToEnd.Tests;

/// <summary>A test on a small disk of its own; says why where none can be mounted. The same trouble is tested everywhere with a disk that pretends.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.WhyNot;
}
