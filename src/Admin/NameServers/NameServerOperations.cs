using RocketMQ.Admin.Requests;
using RocketMQ.Admin.Targets;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Admin.NameServers;

internal sealed class NameServerOperations(AdminCalls calls, BrokerDirectory directory) : INameServerOperations
{
    /// <summary>Most topics named in a difference; after a restart a name server knows none for a while.</summary>
    private const int TopicsNamed = 5;

    public IReadOnlyList<string> Addresses => calls.NameServers;

    public Task<ClusterTopology> GetClusterAsync(CancellationToken cancellation = default) => directory.GetTopologyAsync(cancellation);

    public async Task<NameServerComparison> CompareAsync(CancellationToken cancellation = default)
    {
        var topics = AdminCalls.EachAsync<IReadOnlyCollection<string>>(Addresses, async address =>
            (await calls.CallForBodyAsync<TopicList>(address, RequestCode.GetAllTopicListFromNameServer, null, cancellation)).Topics.ToHashSet(StringComparer.Ordinal));
        var topologies = await AdminCalls.EachAsync(Addresses, async address => ClusterTopology.From(
            await calls.CallForBodyAsync<ClusterInfo>(address, RequestCode.GetBrokerClusterInfo, null, cancellation)));
        var differences =
            from broker in topologies.Values.Values.SelectMany(topology => topology.Brokers).Distinct()
            let ignorant = topologies.Values.Where(pair => !pair.Value.Brokers.Contains(broker)).Select(pair => pair.Key).ToList()
            where ignorant.Count > 0
            select $"{string.Join(", ", ignorant)} does not know broker {broker.BrokerName} (id {broker.BrokerId}, cluster {broker.Cluster}) at {broker.Address}";
        return new NameServerComparison(topologies, await topics, [.. differences, .. DifferencesOf((await topics).Values)]);
    }

    private static IEnumerable<string> DifferencesOf(IReadOnlyDictionary<string, IReadOnlyCollection<string>> topics)
    {
        var all = topics.Values.SelectMany(names => names).ToHashSet(StringComparer.Ordinal);
        foreach (var (address, names) in topics.Where(pair => pair.Value.Count < all.Count))
        {
            var missing = all.Except(names).Order(StringComparer.Ordinal).ToList();
            var more = missing.Count > TopicsNamed ? $" and {missing.Count - TopicsNamed} more" : "";
            yield return $"{address} does not know {(missing.Count == 1 ? "topic" : "topics")} {string.Join(", ", missing.Take(TopicsNamed))}{more}";
        }
    }

    public async Task<string?> GetValueAsync(string nameSpace, string key, CancellationToken cancellation = default)
    {
        var (address, answer) = await calls.AskNameServerAsync(
            RequestCode.GetKvConfig, new GetKvConfigRequestHeader { Namespace = nameSpace, Key = key }, cancellation);
        if (answer.ResponseCode == ResponseCode.QueryNotFound)
            return null;
        AdminCalls.Accept(answer, address, RequestCode.GetKvConfig);
        return AdminCalls.ReadHeader<GetKvConfigResponseHeader>(answer, address, RequestCode.GetKvConfig).Value;
    }

    public async Task<IReadOnlyDictionary<string, string>> ListValuesAsync(string nameSpace, CancellationToken cancellation = default)
    {
        var (address, answer) = await calls.AskNameServerAsync(
            RequestCode.GetKvListByNamespace, new GetKvListByNamespaceRequestHeader { Namespace = nameSpace }, cancellation);
        if (answer.ResponseCode == ResponseCode.QueryNotFound)
            return new Dictionary<string, string>();
        AdminCalls.Accept(answer, address, RequestCode.GetKvListByNamespace);
        return AdminCalls.ReadBody<KVTable>(answer, address, RequestCode.GetKvListByNamespace).Table;
    }

    public Task<PartialResult<Done>> PutValueAsync(string nameSpace, string key, string value, CancellationToken cancellation = default) =>
        calls.CallEachAsync(
            Addresses, RequestCode.PutKvConfig, new PutKvConfigRequestHeader { Namespace = nameSpace, Key = key, Value = value }, cancellation);

    public Task<PartialResult<Done>> DeleteValueAsync(string nameSpace, string key, CancellationToken cancellation = default) =>
        calls.CallEachAsync(Addresses, RequestCode.DeleteKvConfig, new DeleteKvConfigRequestHeader { Namespace = nameSpace, Key = key }, cancellation);

    public Task<PartialResult<int>> WipeWritePermissionAsync(string brokerName, CancellationToken cancellation = default) =>
        AdminCalls.EachAsync(Addresses, async address => (await calls.CallForHeaderAsync<WipeWritePermResponseHeader>(
            address, RequestCode.WipeWritePermOfBroker, new WipeWritePermRequestHeader { BrokerName = brokerName }, cancellation)).WipeTopicCount);

    public Task<PartialResult<int>> AddWritePermissionAsync(string brokerName, CancellationToken cancellation = default) =>
        AdminCalls.EachAsync(Addresses, async address => (await calls.CallForHeaderAsync<AddWritePermResponseHeader>(
            address, RequestCode.AddWritePermOfBroker, new AddWritePermRequestHeader { BrokerName = brokerName }, cancellation)).AddTopicCount);

    public Task<PartialResult<IReadOnlyDictionary<string, string>>> GetSettingsAsync(CancellationToken cancellation = default) =>
        AdminCalls.EachAsync(Addresses, async address => SettingsText.Read(
            await calls.CallAsync(address, RequestCode.GetNamesrvConfig, null, cancellation)));

    public Task<PartialResult<Done>> UpdateSettingsAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellation = default) =>
        calls.CallEachAsync(Addresses, RequestCode.UpdateNamesrvConfig, null, cancellation, SettingsText.Write(settings));
}
