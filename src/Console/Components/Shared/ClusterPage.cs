using Microsoft.AspNetCore.Components;
using RocketMQ.ManagementConsole.Clusters;

namespace RocketMQ.ManagementConsole.Components.Shared;

/// <summary>A page about one cluster: finds its connection by the name in the address and draws again after every snapshot.</summary>
public abstract class ClusterPage : ComponentBase, IDisposable
{
    private readonly OwnCulture _culture = new();

    /// <summary>The cluster, from the address.</summary>
    [Parameter]
    public string ClusterName { get; set; } = "";

    /// <summary>How to ask the cluster; null while it is not connected.</summary>
    protected IClusterConnection? Connection { get; private set; }

    /// <summary>What is known of the cluster.</summary>
    protected ClusterSnapshot Snapshot { get; private set; } = ClusterSnapshot.Unknown;

    [Inject]
    private ClusterConnections Connections { get; set; } = null!;

    [Inject]
    private ClusterDirectory Directory { get; set; } = null!;

    protected override void OnInitialized() => Directory.Changed += OnDirectoryChanged;

    protected override void OnParametersSet() => Connect();

    /// <summary>Called when the page got another cluster, before the first <see cref="OnSnapshot"/>; <see cref="Connection"/> may be null.</summary>
    protected virtual void OnConnected()
    {
    }

    /// <summary>Called when the snapshot or a parameter has changed, on the renderer's thread.</summary>
    protected virtual void OnSnapshot()
    {
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what the page keeps.</summary>
    protected virtual void Dispose(bool disposing)
    {
        Directory.Changed -= OnDirectoryChanged;
        Connection?.Changed -= OnChanged;
    }

    private void Connect()
    {
        var connection = Connections.Find(ClusterName);
        if (connection != Connection)
        {
            Connection?.Changed -= OnChanged;
            Connection = connection;
            Connection?.Changed += OnChanged;
            OnConnected();
        }

        Snapshot = Connection?.Snapshot ?? ClusterSnapshot.Unknown;
        OnSnapshot();
    }

    /// <summary>For events of services: draws in this page's language, on the renderer's thread.</summary>
    protected void Redraw(Action update) => _culture.Run(() => _ = InvokeAsync(() =>
    {
        update();
        StateHasChanged();
    }));

    private void OnChanged() => Redraw(() =>
    {
        Snapshot = Connection?.Snapshot ?? ClusterSnapshot.Unknown;
        OnSnapshot();
    });

    private void OnDirectoryChanged() => Redraw(Connect);
}
