using System.Text;
using System.Text.Json.Serialization;
using RocketMQ.Model;
using RocketMQ.Remoting.Bodies;
using RocketMQ.Remoting.Json;

namespace RocketMQ.Remoting.Tests.Json;

public sealed class FastJsonTests
{
    [Theory]
    [InlineData("""{0:"a",1:"b"}""", """{"0":"a","1":"b"}""")]
    [InlineData("""{-1:2}""", """{"-1":2}""")]
    [InlineData("""{{"a":1,"b":"x\"y"}:{"c":2}}""", """{"{\"a\":1,\"b\":\"x\\\"y\"}":{"c":2}}""")]
    [InlineData("""{'a':'it"s','b':"it's"}""", """{"a":"it\"s","b":"it's"}""")]
    [InlineData("""{a:1,_b$:2,中:3}""", """{"a":1,"_b$":2,"中":3}""")]
    [InlineData("""{"a":1,,"b":[1,2,,],}""", """{"a":1,"b":[1,2]}""")]
    [InlineData("// first\n{/* in */\"a\"/**/: 1 // last\n}\n// end", """{"a":1}""")]
    [InlineData("""{"a":null,"b":[null,1,null],"c":undefined}""", """{"b":[1]}""")]
    [InlineData("""[+1,007,.5,1.,-0,1e3,1E-3,12L,1.5D]""", """[1,7,0.5,1.0,-0,1E3,1E-3,12,1.5]""")]
    [InlineData("[\"a\tb\u0001\"]", "[\"a\\u0009b\\u0001\"]")]
    [InlineData("""["\x41\v\0\'\u4e2d"]""", """["A\u000B\u0000'中"]""")]
    [InlineData("""["\ud83d\ude00","\ud83d","\ude00x"]""", """["😀","\uFFFD","\uFFFDx"]""")]
    [InlineData("  true ", "true")]
    public void The_dialect_becomes_real_json(string text, string json) =>
        Assert.Equal(System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString(), System.Text.Json.Nodes.JsonNode.Parse(FastJson.Normalise(Utf8(text)))!.ToJsonString());

    [Theory]
    [InlineData("", "byte 0: expected a value, found the end of the text")]
    [InlineData("null", "byte 0: expected an object, a list or a value, found null")]
    [InlineData("{", "byte 1: expected a name, a number or an object as a key, found the end of the text")]
    [InlineData("{\"a\"}", "byte 4: expected ':', found '}'")]
    [InlineData("{\"a\":1", "byte 6: expected ',' or '}', found the end of the text")]
    [InlineData("{\"a\":1 \"b\":2}", "byte 7: expected ',' or '}', found '\"b\":2}'")]
    [InlineData("[1}", "byte 2: expected ',' or ']', found '}'")]
    [InlineData("[1] 2", "byte 4: expected the end of the text, found '2'")]
    [InlineData("\"abc", "byte 0: expected a string that ends with \", found the end of the text")]
    [InlineData("[\"\\q\"]", "byte 3: expected a letter that may follow '\\' in a string, found 'q\"]'")]
    [InlineData("[\"\\u12\"]", "byte 4: expected 4 hexadecimal digits, found '12\"]'")]
    [InlineData("[-]", "byte 1: expected a number, found '-]'")]
    [InlineData("[1e]", "byte 3: expected the digits of an exponent, found ']'")]
    [InlineData("[maybe]", "byte 1: expected a value, found 'maybe]'")]
    [InlineData("[1 / 2]", "byte 3: expected a comment after '/', found '/ 2]'")]
    [InlineData("[1 /* 2]", "byte 3: expected a comment that ends with */, found '/* 2]'")]
    [InlineData("{[1]:2}", "byte 1: expected a name, a number or an object as a key, found '[1]:2}'")]
    [InlineData("{{{\"a\":1}:2}:3}", "byte 2: expected a key without an object as a key within, found '{\"a\":1}:2}:3'")]
    public void Garbage_is_refused_with_position_and_what_was_expected(string text, string message) =>
        Assert.Equal($"Not readable as JSON at {message}", Assert.Throws<FastJsonException>(() => FastJson.Normalise(Utf8(text))).Message);

    [Fact]
    public void Depth_is_bounded()
    {
        Assert.NotEmpty(FastJson.Normalise(Utf8(new string('[', 64) + new string(']', 64))));
        Assert.Contains("at most 64 levels", Assert.Throws<FastJsonException>(() => FastJson.Normalise(Utf8(new string('[', 100_000)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_cut_or_changed_text_ends_in_anything_but_a_FastJsonException()
    {
        var text = Utf8("""{"offsetTable":{{"brokerName":"b","queueId":3,"topic":"中T"}:{"lastUpdateTimestamp":1.5,"maxOffset":'3',minOffset:0}}/*x*/,}""");
        for (var i = 0; i < text.Length; i++)
        {
            Try(text[..i]);
            foreach (var replacement in "{}[]\"':,\\/n0\0\u00ff"u8)
            {
                var changed = text.ToArray();
                changed[i] = replacement;
                Try(changed);
            }
        }

        static void Try(byte[] text)
        {
            try
            {
                _ = FastJson.Parse<TopicStatsTable>(text);
            }
            catch (FastJsonException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }

    [Fact]
    public void Text_that_does_not_fit_says_where()
    {
        var exception = Assert.Throws<FastJsonException>(() => FastJson.Parse<TopicConfig>("""{"perm":"six"}"""u8));

        Assert.Contains("TopicConfig at $.perm", exception.Message, StringComparison.Ordinal);
        Assert.Contains("found 'six'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Queue_keys_are_read_in_any_order_of_members_and_written_as_the_original_does()
    {
        var table = FastJson.Parse<ResetOffsetBody>("""{"offsetTable":{{"topic":"T","extra":[1],"queueId":"2","brokerName":"b"}:7}}"""u8);

        Assert.Equal(7, table.OffsetTable[new MessageQueue("T", "b", 2)]);
        Assert.Equal("""{"offsetTable":{{"brokerName":"b","queueId":2,"topic":"T"}:7}}""", Text(FastJson.Write(table)));
    }

    [Fact]
    public void Number_keys_are_read_with_and_without_quotes()
    {
        var plain = FastJson.Parse<DelayOffsetSerializeWrapper>("""{"offsetTable":{2:1,"3":19}}"""u8);

        Assert.Equal([KeyValuePair.Create(2, 1L), KeyValuePair.Create(3, 19L)], plain.OffsetTable);
    }

    [Fact]
    public void Strict_text_has_quoted_sorted_keys_and_no_character_outside_ascii()
    {
        var route = new TopicRouteData
        {
            BrokerDatas = [new BrokerData { BrokerName = "中", BrokerAddrs = new() { [10] = "j", [2] = "b" } }],
            FilterServerTable = new() { ["b"] = [], ["B"] = [], ["a"] = ["😀"] },
        };

        Assert.Equal(
            """{"brokerDatas":[{"brokerAddrs":{"2":"b","10":"j"},"brokerName":"\u4E2D"}],"filterServerTable":{"B":[],"a":["\uD83D\uDE00"],"b":[]},"queueDatas":[]}""",
            Text(FastJson.Write(route, FastJsonStyle.Strict)));
        Assert.Contains("{2:\"b\",10:\"j\"},\"brokerName\":\"中\"", Text(FastJson.Write(route)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_string_can_not_pass_for_another_kind_of_key()
    {
        var table = new KVTable { Table = new() { ["\u0001n1"] = "a", ["\u0001o{}"] = "b", ["1"] = "c", ["q\"\\"] = "d\n\u0085" } };

        var text = FastJson.Write(table);

        Assert.Equal("""{"table":{"\u0001n1":"a","\u0001o{}":"b","1":"c","q\"\\":"d\n\u0085"}}""", Text(text));
        Assert.Equal(table.Table, FastJson.Parse<KVTable>(text).Table);
    }

    [Theory]
    [InlineData(0, "0.0"), InlineData(0.4, "0.4"), InlineData(1.1111111111111112, "1.1111111111111112"), InlineData(12, "12.0")]
    [InlineData(9999999, "9999999.0"), InlineData(1e7, "1.0E7"), InlineData(-12345678.5, "-1.23456785E7"), InlineData(1e300, "1.0E300")]
    [InlineData(0.001, "0.001"), InlineData(0.00012, "1.2E-4"), InlineData(1.5e-9, "1.5E-9")]
    public void Fractions_are_written_as_java_does(double value, string text)
    {
        var written = Text(FastJson.Write(new BrokerStatsItem { Tps = value }));

        Assert.Equal($$"""{"avgpt":0.0,"sum":0,"tps":{{text}}}""", written);
        Assert.Equal(value, FastJson.Parse<BrokerStatsItem>(Utf8(written)).Tps);
    }

    [Fact]
    public void References_are_replaced_by_what_they_point_at()
    {
        var list = FastJson.Parse<TopicConfigList>("""
            {"topicConfigList":[{"topicName":"A","perm":4},{"$ref":"$.topicConfigList[0]"},{"$ref":"$.nowhere"},{"$ref":"$"},{"topicName":"B"}]}
            """u8);

        Assert.Equal(["A", "A", "B"], list.Topics.Select(topic => topic.TopicName));
        Assert.Equal(4, list.Topics[1].Perm);
    }

    [Fact]
    public void References_that_unfold_without_end_are_refused()
    {
        var text = new StringBuilder("""{"a0":["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]""");
        for (var i = 1; i < 40; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$""","a{{i}}":[{"$ref":"$.a{{i - 1}}"},{"$ref":"$.a{{i - 1}}"}]""");

        var exception = Assert.Throws<FastJsonException>(() => FastJson.Normalise(Utf8(text.Append('}').ToString())));

        Assert.Contains("unfold to more than", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_of_other_projects_bring_their_own_context()
    {
        var type = new FilterFileContext(FastJson.NewOptions()).FilterFile;
        var text = RecordedFrames.Read("consumerFilter.json");

        var file = FastJson.Parse(text, type);

        Assert.Equal([44, 22, 54], file.FilterDataByTopic["CapTopic"].GroupFilterData["cg_sql"].BloomFilterData.BitPos);
        Assert.Equal(Text(text), Text(FastJson.Write(file, type, FastJsonStyle.Pretty)));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] text) => Encoding.UTF8.GetString(text);
}

internal sealed record BloomFilterData(int BitNum, int[] BitPos);

internal sealed record FilterData(
    BloomFilterData BloomFilterData,
    long BornTime,
    long ClientVersion,
    string ConsumerGroup,
    bool Dead,
    long DeadTime,
    string Expression,
    string ExpressionType,
    string Topic);

internal sealed record TopicFilters(Dictionary<string, FilterData> GroupFilterData, string Topic);

internal sealed record FilterFile(Dictionary<string, TopicFilters> FilterDataByTopic);

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(FilterFile))]
internal sealed partial class FilterFileContext : JsonSerializerContext;
