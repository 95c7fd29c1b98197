using RocketMQ.ManagementConsole.Embedding;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>The clusters of a console that runs those that the test gives it.</summary>
public sealed class FakeSupervisors(params IReadOnlyList<IServerSupervisor> all) : IServerSupervisors
{
    public event Action? Changed;

    public IReadOnlyList<IServerSupervisor> All { get; private set; } = all;

    public IServerSupervisor? Find(string cluster) => All.FirstOrDefault(supervisor => supervisor.Name == cluster);

    public void Publish(params IReadOnlyList<IServerSupervisor> supervisors)
    {
        All = supervisors;
        Changed?.Invoke();
    }
}
