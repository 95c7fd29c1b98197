using RocketMQ.ManagementConsole.Messages;

namespace RocketMQ.ManagementConsole.Tests.Messages;

public sealed class QueryTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData("topic=orders&from=2025-03-04T12:00:00Z&to=2025-03-04T13:00:00.5Z&tag=paid&contains=a b&older=broker-a:0=17")]
    [InlineData("topic=orders&where=tag eq paid\njson:$.a gt 7&columns=$.a,$.b")]
    [InlineData("topic=orders&queue=3&broker=broker-a&offset=7")]
    [InlineData("by=key&topic=%RETRY%g&key=k1&range=5m")]
    [InlineData("by=id&id=AB&topic=orders")]
    [InlineData("by=offset&topic=orders&broker=broker-a&queue=3&offset=1204&around=9")]
    public void A_search_survives_being_an_address(string address)
    {
        var query = Parse(address);

        Assert.True(query.IsComplete);
        Assert.Equal(address, string.Join('&', query.ToParameters().Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={pair.Value}")
            .OrderBy(part => address.IndexOf(part, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("by=offset&queue=x", QueryProblemKind.Queue, "x")]
    [InlineData("by=offset&offset=-1", QueryProblemKind.Offset, "-1")]
    [InlineData("by=offset&around=51", QueryProblemKind.Around, "51")]
    [InlineData("topic=t&range=7w", QueryProblemKind.Range, "7w")]
    [InlineData("topic=t&from=yesterday", QueryProblemKind.Moment, "yesterday")]
    [InlineData("topic=t&from=2025-03-04T12:00:00", QueryProblemKind.Moment, "2025-03-04T12:00:00")]
    [InlineData("topic=t&from=2025-03-04T12:00:00Z&to=2025-03-04T11:00:00Z", QueryProblemKind.Reversed, "2025-03-04T12:00:00Z > 2025-03-04T11:00:00Z")]
    [InlineData("by=key&topic=t&key=a b", QueryProblemKind.Key, "a b")]
    [InlineData("topic=t&where=tag is x", QueryProblemKind.Where, "tag is x")]
    [InlineData("topic=t&columns=$.a,b[", QueryProblemKind.Columns, "b[")]
    [InlineData("topic=t&columns=a,b,c,d,e,f,g,h,i", QueryProblemKind.Columns, "a,b,c,d,e,f,g,h,i")]
    [InlineData("topic=t&offset=7", QueryProblemKind.OneQueue, "t")]
    [InlineData("topic=t&broker=broker-a", QueryProblemKind.OneQueue, "t")]
    [InlineData("topic=t&older=zzz", QueryProblemKind.Older, "zzz")]
    public void A_bad_value_is_named_and_nothing_is_searched(string address, QueryProblemKind kind, string value)
    {
        var query = Parse(address);

        Assert.Equal((kind, value), (query.Problem!.Kind, query.Problem.Value));
        Assert.False(query.IsComplete);
    }

    [Fact]
    public void An_empty_address_is_a_search_by_time_that_is_not_complete_and_has_no_problem()
    {
        var query = Parse("");

        Assert.Equal((SearchMode.Time, false, null), (query.Mode, query.IsComplete, query.Problem));
        Assert.True(query.Range.IsAll);
    }

    [Fact]
    public void A_quick_range_is_relative_until_it_is_fixed()
    {
        var now = new DateTimeOffset(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
        var range = Parse("topic=t&range=1h").Range;

        Assert.Equal("1h", range.Name);
        var fixedRange = range.At(now);
        Assert.Equal((null, now.AddHours(-1), now), (fixedRange.Name, fixedRange.From, fixedRange.To));
    }

    [Fact]
    public void Moments_are_edited_on_the_viewers_clock_and_kept_in_UTC()
    {
        var draft = SearchDraft.Of(Get("topic=t&from=2025-03-04T12:00:00Z"), Shanghai);
        Assert.Equal(("2025-03-04T20:00:00", SearchDraft.CustomRange), (draft.From, draft.Range));

        draft.To = "2025-03-04T21:30";
        var parameters = draft.ToParameters(Shanghai);

        Assert.Equal(("2025-03-04T12:00:00Z", "2025-03-04T13:30:00Z", null), (parameters["from"], parameters["to"], parameters["range"]));
    }

    [Fact]
    public void Submitting_the_form_forgets_other_modes_and_the_place_to_go_on_from()
    {
        var parameters = SearchDraft.Of(Get("by=key&topic=t&key=k&older=broker-a:0=1&id=X"), Shanghai).ToParameters(Shanghai);

        Assert.Equal(("key", "t", "k"), (parameters["by"], parameters["topic"], parameters["key"]));
        Assert.Null(parameters["older"]);
        Assert.Null(parameters["id"]);
        Assert.True(parameters.ContainsKey("offset"));
    }

    [Fact]
    public void Choosing_own_moments_starts_with_the_range_before()
    {
        var draft = SearchDraft.Of(Get("topic=t&range=24h"), TimeZoneInfo.Utc);

        draft.Choose(SearchDraft.CustomRange, new DateTimeOffset(2025, 3, 4, 12, 0, 0, 700, TimeSpan.Zero), TimeZoneInfo.Utc);

        Assert.Equal("2025-03-03T12:00:00", draft.From);
    }

    private static MessageQuery Parse(string address) => MessageQuery.Parse(Get(address));

    private static Func<string, string?> Get(string address)
    {
        var values = address.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return name => values.GetValueOrDefault(name);
    }
}
