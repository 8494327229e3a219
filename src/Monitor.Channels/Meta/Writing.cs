using System.Globalization;
using System.Text;

namespace Monitor.Channels.Meta;

/// <summary>
/// Writes JSON with Meta's escapes: everything beyond ASCII as lower-case <c>\uXXXX</c>, <c>/</c> as <c>\/</c>, and <c>&lt; % @</c> as <c>\u003C \u0025 \u0040</c>. A
/// signature over such a body fails for whoever parses and writes it again (domain.md 1.2).
/// </summary>
internal sealed class Writing
{
    private readonly StringBuilder json = new(512);
    private bool first = true;

    public Writing Object(string? name, Action content) => Nested(name, '{', '}', content);

    public Writing List(string? name, Action content) => Nested(name, '[', ']', content);

    /// <summary>Left out when null.</summary>
    public Writing Text(string? name, string? value)
    {
        if (value is not null)
        {
            Begin(name);
            Quoted(value);
        }

        return this;
    }

    public Writing Number(string? name, long value)
    {
        Begin(name);
        json.Append(CultureInfo.InvariantCulture, $"{value}");
        return this;
    }

    public Writing Real(string? name, double value)
    {
        Begin(name);
        json.Append(value.ToString("R", CultureInfo.InvariantCulture));
        return this;
    }

    public Writing True(string name)
    {
        Begin(name);
        json.Append("true");
        return this;
    }

    /// <summary>All characters are ASCII by now.</summary>
    public byte[] Bytes() => Encoding.ASCII.GetBytes(json.ToString());

    private Writing Nested(string? name, char open, char close, Action content)
    {
        Begin(name);
        json.Append(open);
        first = true;
        content();
        json.Append(close);
        first = false;
        return this;
    }

    private void Begin(string? name)
    {
        if (!first)
        {
            json.Append(',');
        }

        first = false;
        if (name is not null)
        {
            Quoted(name);
            json.Append(':');
        }
    }

    private void Quoted(string value)
    {
        json.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"' or '\\' or '/':
                    json.Append('\\').Append(c);
                    break;
                case '\n':
                    json.Append("\\n");
                    break;
                case '<' or '%' or '@':
                    json.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                    break;
                case < ' ' or > '~':
                    json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    json.Append(c);
                    break;
            }
        }

        json.Append('"');
    }
}
