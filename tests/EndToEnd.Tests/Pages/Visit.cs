namespace RocketMQ.EndToEnd.Tests.Pages;

/// <summary>An address that stands for a page, or for one of its tabs.</summary>
/// <param name="Route">The page's route template, as its <c>@page</c> says it.</param>
/// <param name="Path">The address, relative to the console.</param>
public sealed record Visit(string Route, string Path)
{
    private const string Cluster = "/c/{ClusterName}";

    /// <summary>Every page of a console that <see cref="FurnishedConsole"/> prepared.</summary>
    public static IReadOnlyList<Visit> All(FurnishedConsole console) =>
    [
        new("/login", "/login"),
        new("/", "/"),
        new("/error", "/error"),
        new("/status/{Code:int}", "/status/404"),
        new("/account", "/account"),
        new("/audit", "/audit"),
        new("/clusters", "/clusters"),
        new("/clusters/attach", "/clusters/attach"),
        new("/clusters/new", "/clusters/new"),
        new("/users", "/users"),
        new("/users/new", "/users/new"),
        new("/users/{Name}", "/users/ann"),
        new("/wall/{Token}", console.WallLink),
        .. OfCluster(console),
        .. OfTopics(console),
        .. OfGroups(),
    ];

    private static IEnumerable<Visit> OfCluster(FurnishedConsole console) =>
    [
        Of("/overview"), Of("/cluster"), Of("/replication"), Of("/processes"), Of("/settings"), Of("/clients"), Of("/radar"), Of("/alerts"), Of("/masking"),
        Of("/access"), Of("/access/{Tab}", "/access/users"), Of("/access/{Tab}", "/access/policies"),
        Of("/cluster/{BrokerName}/{BrokerId:long}", "/cluster/broker-a/0"),
        .. Tabs("/cluster/{BrokerName}/{BrokerId:long}/{Tab}", "/cluster/broker-a/0", "config", "care", "log", "history"),
        Of("/walls"), Of("/walls/{WallId}", "/walls/new"), Of("/walls/{WallId}", "/walls/" + console.WallId),
        Of("/undo/{Entry:long}", $"/undo/{console.Change}"),
        Of("/find"), Of("/find", "/find?q=order-7"), Of("/find", "/find?q=no-such-thing"),
        Of("/plans"), Of("/plans/{Number:long}", "/plans/1"), Of("/differences"),
    ];

    private static IEnumerable<Visit> OfTopics(FurnishedConsole console) =>
    [
        Of("/topics"), Of("/topics", "/topics?q=no-such-topic"), Of("/topics/new"),
        Of("/topics/{TopicName}", "/topics/orders"), Of("/topics/{TopicName}", "/topics/not-there"), Of("/topics/{TopicName}/edit", "/topics/orders/edit"),
        .. Tabs("/topics/{TopicName}/{Tab}", "/topics/sample-orders", "queues", "route", "consumers", "send", "tail"), Of("/topic-definitions"),
        Of("/topics/{TopicName}", "/topics/orders?at=2026-01-01T00:00:00Z"),
        Of("/messages"), Of("/messages", "/messages?by=key&topic=orders&key=order-7"), Of("/messages", "/messages?by=time&topic=orders&range=1h"),
        Of("/messages", "/messages?by=offset&topic=orders&broker=broker-a&queue=0&offset=0"),
        Of("/messages/{Id}", "/messages/" + console.MessageId), Of("/messages/{Id}", "/messages/7F00000100002A9F00000000DEADBEEF"),
    ];

    private static IEnumerable<Visit> OfGroups() =>
    [
        Of("/groups"), Of("/groups/new"),
        Of("/groups/{GroupName}", "/groups/sample-consumers"), Of("/groups/{GroupName}/edit", "/groups/billing/edit"), Of("/groups/{GroupName}/offsets", "/groups/sample-consumers/offsets"),
        .. Tabs("/groups/{GroupName}/{Tab}", "/groups/sample-consumers", "members", "dead-letters", "settings"),
    ];

    private static Visit Of(string route, string? path = null) => new(Cluster + route, "/c/DefaultCluster" + (path ?? route));

    private static IEnumerable<Visit> Tabs(string route, string page, params string[] tabs) => tabs.Select(tab => Of(route, $"{page}/{tab}"));
}
