using RocketMQ.Admin.Targets;
using RocketMQ.Admin.Topics;
using RocketMQ.Remoting.Bodies;

namespace RocketMQ.ManagementConsole.Tests.Fakes;

/// <summary>Topics as the test scripts them; records what was changed.</summary>
public sealed class FakeTopicOperations : ITopicOperations
{
    public Func<string, PartialResult<TopicStatsTable>> Statistics { get; set; } = _ => new(new Dictionary<string, TopicStatsTable>(), []);

    public Func<string, PartialResult<IReadOnlyList<string>>> Groups { get; set; } = _ => new(new Dictionary<string, IReadOnlyList<string>>(), []);

    public Func<string, TopicRouteData?> Route { get; set; } = _ => null;

    public Func<TopicConfig, BrokerTarget, PartialResult<Done>> Save { get; set; } = (_, _) => new(new Dictionary<string, Done>(), []);

    public Func<string, PartialResult<Done>> Delete { get; set; } = _ => new(new Dictionary<string, Done>(), []);

    public List<(TopicConfig Topic, BrokerTarget Target)> Saved { get; } = [];

    public List<string> Deleted { get; } = [];

    public List<string> StatisticsAsked { get; } = [];

    public Task<PartialResult<TopicStatsTable>> GetStatisticsAsync(string topic, CancellationToken cancellation = default)
    {
        StatisticsAsked.Add(topic);
        return Task.FromResult(Statistics(topic));
    }

    public Task<PartialResult<IReadOnlyList<string>>> ListGroupsAsync(string topic, CancellationToken cancellation = default) => Task.FromResult(Groups(topic));

    public Task<TopicRouteData?> FindRouteAsync(string topic, CancellationToken cancellation = default) => Task.FromResult(Route(topic));

    public Task<PartialResult<Done>> SaveAsync(TopicConfig topic, BrokerTarget target, CancellationToken cancellation = default)
    {
        Saved.Add((topic, target));
        return Task.FromResult(Save(topic, target));
    }

    public Task<PartialResult<Done>> DeleteAsync(string topic, string? cluster = null, CancellationToken cancellation = default)
    {
        Deleted.Add(topic);
        return Task.FromResult(Delete(topic));
    }

    public Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<IReadOnlyList<string>>> ListSystemNamesAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<IReadOnlyDictionary<string, TopicConfig>>> ListAsync(BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<TopicConfig?>> GetAsync(string topic, BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<PartialResult<Done>> SaveAllAsync(IReadOnlyList<TopicConfig> topics, BrokerTarget target, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<TopicRouteData> GetRouteAsync(string topic, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<TopicActivities> GetActivityAsync(IReadOnlyList<string> topics, IProgress<RocketMQ.Admin.WorkProgress>? progress = null, CancellationToken cancellation = default) => throw new NotSupportedException();
}
