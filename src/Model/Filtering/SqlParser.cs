using System.Globalization;
using System.Text;

namespace RocketMQ.Model.Filtering;

/// <summary>
/// Compiles SQL92 expressions as the original of 4.9 understands them, with the text searches of 5.x (docs/protocol.md 6.3):
/// <code>
/// or         := and { OR and }
/// and        := equality { AND equality }
/// equality   := comparison { (= | &lt;&gt;) comparison | IS [NOT] NULL }
/// comparison := unary { (&lt; | &lt;= | &gt; | &gt;=) unary | [NOT] BETWEEN unary AND unary | [NOT] IN ( text {, text} ) | [NOT] search text }
/// unary      := + unary | - unary | NOT unary | primary
/// primary    := text | number | TRUE | FALSE | NULL | name | ( or )
/// </code>
/// NOT binds closer than a comparison, unlike in SQL.
/// </summary>
internal sealed class SqlParser
{
    /// <summary>Evaluation calls itself for each level and must never use up a thread's stack.</summary>
    private const int MaxDepth = 200;

    private readonly string _text;
    private readonly SqlLexer _lexer;
    private SqlToken _next;
    private int _depth;

    private SqlParser(string text)
    {
        _text = text;
        _lexer = new SqlLexer(text);
        _next = _lexer.Read(0);
    }

    /// <exception cref="SqlSyntaxException">It is no expression; the message says where and what is allowed.</exception>
    public static SqlExpression Compile(string text)
    {
        var parser = new SqlParser(text);
        var expression = parser.Condition(0, parser.Or());
        // A comment at the very end needs no line end behind it.
        if (parser._next.Kind != SqlTokenKind.End && !text.AsSpan(parser._next.Start).StartsWith("--"))
            throw parser.Unexpected("the end, AND, OR or a comparison");
        return expression;
    }

    private SqlExpression Or() => Junction(isAnd: false, SqlTokenKind.Or, And);

    private SqlExpression And() => Junction(isAnd: true, SqlTokenKind.And, Equality);

    private SqlExpression Junction(bool isAnd, SqlTokenKind kind, Func<SqlExpression> operand)
    {
        var start = _next.Start;
        var first = operand();
        if (_next.Kind != kind)
            return first;
        var conditions = new List<SqlExpression> { Condition(start, first) };
        while (TryTake(kind))
        {
            start = _next.Start;
            conditions.Add(Condition(start, operand()));
        }

        return Checked(start, new SqlJunction(isAnd, conditions));
    }

    private SqlExpression Equality()
    {
        var start = _next.Start;
        var left = Comparison();
        while (true)
        {
            if (TryTake(SqlTokenKind.Equal))
                left = Checked(start, Equal(start, left));
            else if (TryTake(SqlTokenKind.NotEqual))
                left = Checked(start, new SqlNot(Equal(start, left)));
            else if (TryTake(SqlTokenKind.Is))
                left = Checked(start, IsNull(left));
            else
                return left;
        }
    }

    private SqlEqual Equal(int start, SqlExpression left)
    {
        var rightStart = _next.Start;
        var right = Comparison();
        foreach (var (at, side) in new[] { (start, left), (rightStart, right) })
        {
            if (side is SqlConstant { Kind: SqlKind.Null })
                throw new SqlSyntaxException(_text, at, "NULL can not be compared with = or <>; IS NULL and IS NOT NULL can");
        }

        if (left is SqlConstant { Kind: SqlKind.Boolean } && right is SqlConstant { IsCondition: false })
            throw new SqlSyntaxException(_text, rightStart, "TRUE and FALSE can not be compared with a number or a text");
        return new SqlEqual(left, right);
    }

    private SqlExpression IsNull(SqlExpression left)
    {
        var isNot = TryTake(SqlTokenKind.Not);
        Take(SqlTokenKind.Null, isNot ? "NULL" : "NULL or NOT NULL");
        SqlExpression equal = new SqlEqual(left, SqlConstant.Null);
        return isNot ? new SqlNot(equal) : equal;
    }

    private SqlExpression Comparison()
    {
        var start = _next.Start;
        var left = Unary();
        while (TryComparison(start, left) is { } comparison)
            left = Checked(start, comparison);
        return left;
    }

    private SqlExpression? TryComparison(int start, SqlExpression left)
    {
        if (_next.Kind is SqlTokenKind.Less or SqlTokenKind.LessOrEqual or SqlTokenKind.Greater or SqlTokenKind.GreaterOrEqual)
        {
            var kind = Take().Kind;
            var rightStart = _next.Start;
            return Relation(kind, (start, left), (rightStart, Unary()));
        }

        var isNot = _next.Kind == SqlTokenKind.Not;
        var word = isNot ? _lexer.Read(_next.End) : _next;
        if (word.Kind is not (SqlTokenKind.Between or SqlTokenKind.In) && !IsSearch(word, out _))
            return null;
        if (isNot)
            Take();
        Take();
        if (word.Kind == SqlTokenKind.Between)
            return Between(start, left, isNot);
        return IsSearch(word, out var search) ? new SqlSearch(search, isNot, left, Text()) : In(start, left, isNot);
    }

    /// <summary>The words of 5.x are names in 4.9; a text behind them tells that a search is meant.</summary>
    private bool IsSearch(SqlToken token, out SqlSearchKind kind)
    {
        kind = default;
        return token.Kind == SqlTokenKind.Name
            && Enum.TryParse(_text.AsSpan(token.Start, token.Length), ignoreCase: true, out kind)
            && _lexer.Read(token.End).Kind == SqlTokenKind.Text;
    }

    private SqlRelation Relation(SqlTokenKind kind, (int At, SqlExpression Value) left, (int At, SqlExpression Value) right)
    {
        foreach (var (at, side) in new[] { left, right })
        {
            if (side is SqlConstant { IsNumber: false } or { IsCondition: true })
                throw new SqlSyntaxException(_text, at, "only numbers and properties can be compared with <, <=, >, >= and BETWEEN; texts and conditions can with = and <>");
        }

        return new SqlRelation(kind, left.Value, right.Value);
    }

    private SqlJunction Between(int start, SqlExpression left, bool isNot)
    {
        var lowStart = _next.Start;
        var low = Unary();
        Take(SqlTokenKind.And, "AND and the upper bound of BETWEEN");
        var highStart = _next.Start;
        var high = Unary();
        var (first, second) = isNot ? (SqlTokenKind.Less, SqlTokenKind.Greater) : (SqlTokenKind.GreaterOrEqual, SqlTokenKind.LessOrEqual);
        var junction = new SqlJunction(!isNot, [Relation(first, (start, left), (lowStart, low)), Relation(second, (start, left), (highStart, high))]);
        if (!isNot && low is SqlConstant && high is SqlConstant && SqlOrder.TryCompare(high.Evaluate([]), low.Evaluate([]), out var order) && order < 0)
            throw new SqlSyntaxException(_text, lowStart, "the lower bound of BETWEEN is above the upper one");
        return junction;
    }

    private SqlExpression In(int start, SqlExpression left, bool isNot)
    {
        if (left is not SqlProperty property)
            throw new SqlSyntaxException(_text, start, "only a property can be looked for with IN");
        Take(SqlTokenKind.Open, "'(' and texts between single quotes");
        var texts = new List<byte[]> { Text() };
        while (TryTake(SqlTokenKind.Comma))
            texts.Add(Text());
        Take(SqlTokenKind.Close, "',' or ')'");
        var found = new SqlIn(property, texts);
        return isNot ? new SqlNot(found) : found;
    }

    private SqlExpression Unary()
    {
        var start = _next.Start;
        if (++_depth > MaxDepth)
            throw TooDeep(start);
        try
        {
            if (TryTake(SqlTokenKind.Plus))
                return Unary();
            if (TryTake(SqlTokenKind.Minus))
                return Checked(start, new SqlNegation(Unary()));
            if (!TryTake(SqlTokenKind.Not))
                return Primary();
            var operandStart = _next.Start;
            return Checked(start, new SqlNot(Condition(operandStart, Unary())));
        }
        finally
        {
            _depth--;
        }
    }

    private SqlExpression Primary()
    {
        switch (_next.Kind)
        {
            case SqlTokenKind.Text:
                return SqlConstant.Of(Text());
            case SqlTokenKind.Integer:
                return Integer(Take());
            case SqlTokenKind.Decimal:
                return Decimal(Take());
            case SqlTokenKind.True or SqlTokenKind.False:
                return SqlConstant.Of(Take().Kind == SqlTokenKind.True);
            case SqlTokenKind.Null:
                Take();
                return SqlConstant.Null;
            case SqlTokenKind.Name:
                return new SqlProperty(Encoding.UTF8.GetBytes(Show(Take())));
            case SqlTokenKind.Open:
                Take();
                var inner = Or();
                Take(SqlTokenKind.Close, "')', AND, OR or a comparison");
                return inner;
            default:
                throw Unexpected("a value: a property's name, a number, a text between single quotes, TRUE, FALSE, NULL or '('");
        }
    }

    private SqlConstant Integer(SqlToken token) => long.TryParse(Show(token).TrimEnd('l', 'L'), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        ? SqlConstant.Of(value)
        : throw new SqlSyntaxException(_text, token.Start, $"{Show(token)} is too large; whole numbers up to {long.MaxValue} are allowed");

    private SqlConstant Decimal(SqlToken token)
    {
        var value = double.Parse(Show(token), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
        // The original takes no 0.0 either; an expression must mean the same to both.
        return value is >= double.Epsilon and <= double.MaxValue
            ? SqlConstant.Of(value)
            : throw new SqlSyntaxException(_text, token.Start, $"{Show(token)} is no decimal number from 4.9E-324 to 1.7976931348623157E308; zero is written 0");
    }

    private byte[] Text()
    {
        var token = Take(SqlTokenKind.Text, "a text between single quotes");
        return Encoding.UTF8.GetBytes(_text[(token.Start + 1)..(token.End - 1)].Replace("''", "'", StringComparison.Ordinal));
    }

    private SqlExpression Condition(int start, SqlExpression value) => value switch
    {
        { IsCondition: true } => value,
        SqlProperty property => new SqlPropertyCondition(property),
        _ => throw new SqlSyntaxException(_text, start, "a condition is needed here: a comparison, TRUE, FALSE or NULL, not a number or a text"),
    };

    private SqlExpression Checked(int start, SqlExpression expression) => expression.Depth <= MaxDepth ? expression : throw TooDeep(start);

    private SqlSyntaxException TooDeep(int start) => new(_text, start, $"more than {MaxDepth} parts lie in each other; at most {MaxDepth} may");

    private SqlToken Take()
    {
        var taken = _next;
        _next = _lexer.Read(taken.End);
        return taken;
    }

    private SqlToken Take(SqlTokenKind kind, string expected) => _next.Kind == kind ? Take() : throw Unexpected(expected);

    private bool TryTake(SqlTokenKind kind)
    {
        if (_next.Kind != kind)
            return false;
        Take();
        return true;
    }

    private string Show(SqlToken token) => _text.Substring(token.Start, token.Length);

    private SqlSyntaxException Unexpected(string expected) => new(
        _text, _next.Start, _next.Kind == SqlTokenKind.End ? $"the expression ends here; {expected} was expected" : $"'{Show(_next)}' was found; {expected} was expected");
}
