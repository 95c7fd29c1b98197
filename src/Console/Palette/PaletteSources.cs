using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using RocketMQ.Admin.CommandLines;
using RocketMQ.ManagementConsole.Access;
using RocketMQ.ManagementConsole.Changes;
using RocketMQ.ManagementConsole.Clusters;
using RocketMQ.ManagementConsole.Navigation;
using RocketMQ.ManagementConsole.Resources;

namespace RocketMQ.ManagementConsole.Palette;

/// <summary>Finds what the palette lists for somebody on the page that is open: pages and objects, or the form for a line of mqadmin.</summary>
internal sealed class PaletteSources(
    ClusterAccess access, ClusterConnections connections, IAuthorizationService authorization, NavigationManager navigation, IStringLocalizer<Texts> words)
{
    /// <summary>Finds what was typed or pasted.</summary>
    public async Task<PaletteFindings> FindAsync(string text, ClaimsPrincipal user)
    {
        var clusters = Clusters(user);
        if (CommandLine.Is(text))
            return OfCommand(text, clusters);
        var entries = new PaletteSearch(clusters, await PagesAsync(user, clusters)).Find(text).ToList();
        if (clusters.Count > 0 && text.Trim() is { Length: > 0 } wanted)
            entries.Add(new PaletteEntry("Find", words["Palette.FindMessage", wanted], QueryHelpers.AddQueryString(Addresses.Find(clusters[0].Name), Addresses.FindParameter, wanted)) { Detail = clusters[0].Name });
        return new PaletteFindings(entries);
    }

    private List<PaletteCluster> Clusters(ClaimsPrincipal user)
    {
        var open = Addresses.ClusterOf(navigation.ToBaseRelativePath(navigation.Uri));
        return [.. access.Visible(user)
            .OrderBy(cluster => cluster.Name == open ? 0 : 1)
            .Select(cluster => new PaletteCluster(cluster.Name, connections.Find(cluster.Name)?.Snapshot ?? ClusterSnapshot.Unknown))];
    }

    private PaletteFindings OfCommand(string text, List<PaletteCluster> clusters)
    {
        if (!CommandLine.TryParse(text, out var line, out var problem))
            return new PaletteFindings([], words["Palette.Problem." + problem!.Kind, [.. problem.Words]]);
        if (clusters.Count == 0)
            return new PaletteFindings([], words["Cluster.None"]);
        if (CommandForm.Of(line!, clusters) is not { } form)
            return new PaletteFindings([], words["Palette.NoPage", line!.Command]);
        var unused = form.Unused.Count == 0 ? null : words["Palette.Unused", string.Join(' ', form.Unused)].Value;
        return new PaletteFindings([new PaletteEntry("Play", words["Palette.OpenForm", form.Command], form.Address) { Detail = form.Cluster }], unused);
    }

    private async Task<IReadOnlyList<PaletteEntry>> PagesAsync(ClaimsPrincipal user, List<PaletteCluster> clusters)
    {
        var pages = new List<PaletteEntry>();
        if (clusters is [{ Name: var open }, ..])
        {
            foreach (var entry in NavigationEntry.All)
                await AddAsync(new PaletteEntry(entry.Key, words["Nav." + entry.Key], entry.Address(open)) { Detail = open }, entry.Policy, open);
            await AddAsync(new PaletteEntry("Add", words["Topics.New"], Addresses.NewTopic(open)) { Detail = open }, Policies.Operate, open);
            await AddAsync(new PaletteEntry("Add", words["Groups.New"], Addresses.NewGroup(open)) { Detail = open }, Policies.Operate, open);
            pages.AddRange(clusters.Skip(1).Select(cluster => new PaletteEntry("Overview", words["Palette.Switch", cluster.Name], Addresses.Overview(cluster.Name))));
        }

        await AddAsync(new PaletteEntry("Groups", words["Users.Title"], Addresses.Users), Policies.ManageConsole, null);
        await AddAsync(new PaletteEntry("Search", words["Audit.Title"], Addresses.Audit), Policies.ManageConsole, null);
        pages.Add(new PaletteEntry("Key", words["Account.Title"], Addresses.Account));
        return pages;

        async Task AddAsync(PaletteEntry page, string? policy, string? cluster)
        {
            if (policy is null || (await authorization.AuthorizeAsync(user, cluster is null ? null : new ChangePlace(cluster), policy)).Succeeded)
                pages.Add(page);
        }
    }
}
