using System.Collections.Generic;
using System.Globalization;
using System.Text;

/// <summary>
/// A small reader and writer of JSON, for the testee only. Every value knows its own spelling, so nested values go to the library
/// as they came.
/// </summary>
internal sealed class Json
{
    internal enum Kind { Null, False, True, Number, Text, List, Object }

    internal Kind Type;
    internal string Raw;
    internal string Text;
    internal List<Json> Items;
    internal Dictionary<string, Json> Members;

    /// <summary>One value that fills the whole of the text, or null.</summary>
    internal static Json Read(string text)
    {
        var reader = new Reader { From = text };
        Json value = reader.Value();
        reader.Blanks();
        return value != null && reader.At == text.Length ? value : null;
    }

    /// <summary>A member, or null when there is none or the value is null.</summary>
    internal Json Member(string name)
    {
        Json found;
        return Type == Kind.Object && Members.TryGetValue(name, out found) && found.Type != Kind.Null ? found : null;
    }

    internal static bool Integer(string text, out long number)
    {
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && text[0] != '+';
    }

    internal static string Quote(string text)
    {
        if (text == null)
        {
            return "null";
        }
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            if (c == '"' || c == '\\')
            {
                quoted.Append('\\').Append(c);
            }
            else if (c < 0x20)
            {
                quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                quoted.Append(c);
            }
        }
        return quoted.Append('"').ToString();
    }

    private sealed class Reader
    {
        internal string From;
        internal int At;
        private int depth;

        internal void Blanks()
        {
            while (At < From.Length && " \t\r\n".IndexOf(From[At]) >= 0)
            {
                At++;
            }
        }

        internal Json Value()
        {
            Blanks();
            if (At == From.Length || ++depth > 100)
            {
                return null;
            }
            int start = At;
            var value = new Json();
            bool good;
            switch (From[At])
            {
                case '{':
                    value.Type = Kind.Object;
                    good = Members(value);
                    break;
                case '[':
                    value.Type = Kind.List;
                    good = Items(value);
                    break;
                case '"':
                    value.Type = Kind.Text;
                    good = Text(out value.Text);
                    break;
                case 'n':
                    value.Type = Kind.Null;
                    good = Word("null");
                    break;
                case 't':
                    value.Type = Kind.True;
                    good = Word("true");
                    break;
                case 'f':
                    value.Type = Kind.False;
                    good = Word("false");
                    break;
                default:
                    value.Type = Kind.Number;
                    while (At < From.Length && "+-.0123456789eE".IndexOf(From[At]) >= 0)
                    {
                        At++;
                    }
                    good = At > start;
                    break;
            }
            depth--;
            value.Raw = From.Substring(start, At - start);
            return good ? value : null;
        }

        private bool Eat(char c)
        {
            Blanks();
            if (At == From.Length || From[At] != c)
            {
                return false;
            }
            At++;
            return true;
        }

        private bool Word(string word)
        {
            if (string.CompareOrdinal(From, At, word, 0, word.Length) != 0)
            {
                return false;
            }
            At += word.Length;
            return true;
        }

        private bool Members(Json of)
        {
            of.Members = new Dictionary<string, Json>();
            At++;
            if (Eat('}'))
            {
                return true;
            }
            do
            {
                string name;
                Blanks();
                if (At == From.Length || From[At] != '"' || !Text(out name) || !Eat(':'))
                {
                    return false;
                }
                Json value = Value();
                if (value == null)
                {
                    return false;
                }
                of.Members[name] = value;
            }
            while (Eat(','));
            return Eat('}');
        }

        private bool Items(Json of)
        {
            of.Items = new List<Json>();
            At++;
            if (Eat(']'))
            {
                return true;
            }
            do
            {
                Json value = Value();
                if (value == null)
                {
                    return false;
                }
                of.Items.Add(value);
            }
            while (Eat(','));
            return Eat(']');
        }

        private bool Text(out string text)
        {
            var read = new StringBuilder();
            text = null;
            for (At++; At < From.Length; At++)
            {
                char c = From[At];
                if (c == '"')
                {
                    At++;
                    text = read.ToString();
                    return WellFormed(text);
                }
                if (c < 0x20)
                {
                    return false;
                }
                if (c != '\\')
                {
                    read.Append(c);
                    continue;
                }
                if (++At == From.Length)
                {
                    return false;
                }
                int known = "\"\\/bfnrt".IndexOf(From[At]);
                ushort unit;
                if (known >= 0)
                {
                    read.Append("\"\\/\b\f\n\r\t"[known]);
                }
                else if (From[At] == 'u' && At + 4 < From.Length && ushort.TryParse(From.Substring(At + 1, 4),
                    NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out unit))
                {
                    read.Append((char)unit);
                    At += 4;
                }
                else
                {
                    return false;
                }
            }
            return false;
        }

        private static bool WellFormed(string text)
        {
            for (int i = 0; i < text.Length; i++)
            {
                if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])))
                {
                    return false;
                }
                i += char.IsSurrogate(text[i]) ? 1 : 0;
            }
            return true;
        }
    }
}
