using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor;
using RocketMQ.ManagementConsole.Components.Shared;

namespace RocketMQ.ManagementConsole.Tests.Shared;

public sealed class DataTableTests : ConsolePage
{
    private static readonly Row[] Rows = [new("b", 2), new("a", 3), new("c", 1)];

    [Fact]
    public void Rows_and_their_number_are_shown()
    {
        var table = Table(Rows);

        Assert.Equal(["b", "a", "c"], Names(table));
        Assert.Equal("3 in total", table.Find("footer").TextContent);
        Assert.Equal("polite", table.Find("footer").GetAttribute("aria-live"));
    }

    [Fact]
    public void A_filtered_table_tells_both_numbers()
    {
        Assert.Equal("3 of 340", Table(Rows, total: 340).Find("footer").TextContent);
    }

    [Fact]
    public void The_sorting_comes_from_the_address()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("?sort=-Size");

        Assert.Equal(["a", "b", "c"], Names(Table(Rows)));
    }

    [Fact]
    public async Task A_click_on_a_header_sorts_and_puts_the_sorting_into_the_address()
    {
        var table = Table(Rows);

        await table.FindAll("th > div")[0].ClickAsync(new());

        table.WaitForAssertion(() => Assert.Equal(["a", "b", "c"], Names(table)));
        Assert.EndsWith("?sort=Name", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_after_filtering_offers_to_clear_the_filter()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("?q=zzz");
        var table = Table([], total: 3);

        table.Find("button").Click();

        Assert.DoesNotContain("q=", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void No_answer_yet_is_loading_and_not_empty()
    {
        var table = Table(null);

        Assert.NotEmpty(table.FindAll("[aria-busy=true]"));
        Assert.Empty(table.FindAll(".empty"));
    }

    [Fact]
    public void Only_what_is_in_view_of_a_long_table_is_rendered()
    {
        var table = Table([.. Enumerable.Range(0, 5000).Select(i => new Row($"r{i}", i))]);

        Assert.InRange(table.FindAll("tbody tr").Count, 0, 200);
        Assert.Equal("5,000 in total", table.Find("footer").TextContent);
    }

    private static string[] Names(IRenderedComponent<DataTable<Row>> table) =>
        [.. table.FindAll("tbody tr").Select(row => row.QuerySelector("td")!.TextContent.Trim())];

    private IRenderedComponent<DataTable<Row>> Table(Row[]? rows, int? total = null) => Render<DataTable<Row>>(p => p
        .Add(c => c.Items, rows)
        .Add(c => c.Total, total)
        .Add(c => c.Columns, builder =>
        {
            builder.OpenComponent<RadzenDataGridColumn<Row>>(0);
            builder.AddAttribute(1, nameof(RadzenDataGridColumn<Row>.Property), nameof(Row.Name));
            builder.AddAttribute(2, nameof(RadzenDataGridColumn<Row>.Title), "Name");
            builder.CloseComponent();
            builder.OpenComponent<RadzenDataGridColumn<Row>>(3);
            builder.AddAttribute(4, nameof(RadzenDataGridColumn<Row>.Property), nameof(Row.Size));
            builder.AddAttribute(5, nameof(RadzenDataGridColumn<Row>.Title), "Size");
            builder.CloseComponent();
        }));

    public sealed record Row(string Name, int Size);
}
