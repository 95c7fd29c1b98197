using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using RocketMQ.Remoting.Codes;
using RocketMQ.Remoting.Headers;

namespace RocketMQ.Remoting.Dispatch;

/// <summary>
/// Every request a server (or client) understands, which handler serves it and in which lane: its table of contents. Built once
/// at start; a code listed twice is a failure to start.
/// </summary>
public sealed class RouteTable
{
    private readonly FrozenDictionary<int, Route> _routes;

    private RouteTable(Dictionary<int, Route> routes) => _routes = routes.ToFrozenDictionary();

    /// <summary>Understands nothing: the table of a client that no server calls.</summary>
    public static RouteTable Empty { get; } = new([]);

    /// <summary>The codes served, in ascending order.</summary>
    public IReadOnlyList<int> Codes => [.. _routes.Keys.Order()];

    internal Route? Find(int code) => _routes.GetValueOrDefault(code);

    /// <summary>Lists routes.</summary>
    /// <param name="loggers">Failures of handlers are logged under the name of the table.</param>
    public sealed class Builder(ILoggerFactory loggers)
    {
        private readonly Dictionary<int, Route> _routes = [];
        private readonly ILogger _logger = loggers.CreateLogger<RouteTable>();

        /// <summary>The routes that follow are served in <paramref name="lane"/>.</summary>
        public LaneBuilder In(Lane lane) => new(this, lane);

        /// <summary>A hot request, served on the thread that read it.</summary>
        public Builder OnInline(IInlineRequestHandler handler, params ReadOnlySpan<RequestCode> codes)
        {
            foreach (var code in codes)
                Add(code, new InlineRoute(handler, _logger));
            return this;
        }

        /// <summary>Closes the list.</summary>
        /// <param name="guard">Asked before every request; null lets all through at no cost.</param>
        public RouteTable Build(IRequestGuard? guard = null) => new(
            guard is null ? _routes : _routes.ToDictionary(route => route.Key, Route (route) => new GuardedRoute(route.Value, guard, _logger)));

        internal void Add<THeader>(Lane lane, IRequestHandler<THeader> handler, ReadOnlySpan<RequestCode> codes)
            where THeader : IRemotingHeader, new()
        {
            foreach (var code in codes)
                Add(code, new LaneRoute<THeader>(lane, handler, _logger));
        }

        private void Add(RequestCode code, Route route)
        {
            if (!_routes.TryAdd((int)code, route))
                throw new InvalidOperationException($"request {(int)code} {code} is routed twice");
        }
    }

    /// <summary>Lists routes of one lane.</summary>
    public readonly struct LaneBuilder(Builder builder, Lane lane)
    {
        /// <summary>One handler for one request, or for codes that are wire variants of one request.</summary>
        public LaneBuilder On<THeader>(IRequestHandler<THeader> handler, params ReadOnlySpan<RequestCode> codes)
            where THeader : IRemotingHeader, new()
        {
            builder.Add(lane, handler, codes);
            return this;
        }
    }
}
