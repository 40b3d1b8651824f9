using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using LibShiming;

/// <summary>A call that this program refuses itself, before the library sees it.</summary>
internal sealed class Refused : Exception
{
    internal readonly ErrorCode Code;
    internal readonly string Field;

    internal Refused(ErrorCode code, string field, string detail) : base(detail)
    {
        Code = code;
        Field = field;
    }

    internal static Refused BadCall()
    {
        return new Refused(ErrorCode.BadCall, null, "see the shapes of the protocol");
    }

    internal static Refused Invalid(string field)
    {
        return new Refused(ErrorCode.InvalidParameter, field, "this argument is missing or out of range: see the protocol");
    }
}

/// <summary>The arguments of one call, and the shapes of answers.</summary>
internal sealed class Call
{
    private static readonly Encoding Strict = new UTF8Encoding(false, true);
    // Text that JSON cannot carry. What a string of C# has of the kind is half a pair.
    private const string IllFormed = "\ud800";
    private readonly Json args;

    internal Call(Json args)
    {
        this.args = args;
    }

    internal Json Member(string name)
    {
        return args.Member(name);
    }

    internal Json Required(string name)
    {
        Json found = args.Member(name);
        if (found == null)
        {
            throw Refused.Invalid(name);
        }
        return found;
    }

    internal Call Object(string name)
    {
        Json found = Required(name);
        if (found.Type != Json.Kind.Object)
        {
            throw Refused.BadCall();
        }
        return new Call(found);
    }

    internal string Text(string name)
    {
        Required(name);
        return Optional(name);
    }

    internal string Optional(string name)
    {
        Json found = args.Member(name);
        if (found == null || found.Type == Json.Kind.Text)
        {
            return found == null ? null : found.Text;
        }
        byte[] odd = Unhex(found.Member("$utf8_hex"));
        try
        {
            return Strict.GetString(odd);
        }
        catch (DecoderFallbackException)
        {
            return IllFormed;
        }
    }

    internal string Raw(string name)
    {
        return Required(name).Raw;
    }

    internal byte[] Bytes(string name)
    {
        return Unhex(Required(name));
    }

    internal long Int(string name)
    {
        Json found = Required(name);
        long number;
        if (found.Type == Json.Kind.Number && Json.Integer(found.Raw, out number))
        {
            return number;
        }
        Json large = found.Member("$int");
        if (large == null || large.Type != Json.Kind.Text)
        {
            throw Refused.BadCall();
        }
        if (!Json.Integer(large.Text, out number))
        {
            throw Refused.Invalid(name);
        }
        return number;
    }

    internal int Int32(string name)
    {
        long number = Int(name);
        if (number < int.MinValue || number > int.MaxValue)
        {
            throw Refused.Invalid(name);
        }
        return (int)number;
    }

    /// <summary>The constant of a name; one that no constant has for the library to refuse.</summary>
    internal int Choice(string name, params string[] known)
    {
        string given = Text(name);
        if (given == IllFormed)
        {
            // The library takes numbers here, and cannot say it.
            throw new Refused(ErrorCode.InvalidText, name, "pass well-formed UTF-8: check the encoding of the source");
        }
        int found = Array.IndexOf(known, given);
        return found < 0 ? -1 : found + 1;
    }

    internal Now Now()
    {
        Call now = Object("now");
        long unix = now.Int("unix");
        return new Now(unix, now.Int("mono"));
    }

    internal static string Hex(byte[] bytes)
    {
        var hex = new StringBuilder(bytes.Length * 2);
        foreach (byte one in bytes)
        {
            hex.Append("0123456789abcdef"[one >> 4]).Append("0123456789abcdef"[one & 15]);
        }
        return hex.ToString();
    }

    internal static string Number(long? number)
    {
        return number.HasValue ? number.Value.ToString(CultureInfo.InvariantCulture) : "null";
    }

    internal static string Flag(bool flag)
    {
        return flag ? "true" : "false";
    }

    /// <summary>An object of one text.</summary>
    internal static string One(string name, string text)
    {
        return "{" + Json.Quote(name) + ":" + Json.Quote(text) + "}";
    }

    internal static string Of(Request request)
    {
        var headers = new List<string>();
        foreach (KeyValuePair<string, string> header in request.Headers)
        {
            headers.Add("[" + Json.Quote(header.Key) + "," + Json.Quote(header.Value) + "]");
        }
        return "{\"method\":" + Json.Quote(request.Method) + ",\"url\":" + Json.Quote(request.Url) + ",\"headers\":["
            + string.Join(",", headers) + "],\"body_hex\":\"" + Hex(request.Body) + "\"}";
    }

    internal static string Of(Verdict verdict)
    {
        return "{\"allowed\":" + Flag(verdict.Allowed) + ",\"reason\":" + Json.Quote(verdict.Reason) + ",\"rule_id\":"
            + Json.Quote(verdict.RuleId) + ",\"valid_until\":" + Number(verdict.ValidUntil) + ",\"next_open\":"
            + Number(verdict.NextOpen) + "}";
    }

    private static byte[] Unhex(Json from)
    {
        if (from == null || from.Type != Json.Kind.Text || from.Text.Length % 2 != 0)
        {
            throw Refused.BadCall();
        }
        var bytes = new byte[from.Text.Length / 2];
        for (int i = 0; i < from.Text.Length; i++)
        {
            int digit = "0123456789abcdef".IndexOf(from.Text[i]);
            if (digit < 0)
            {
                throw Refused.BadCall();
            }
            bytes[i / 2] = (byte)(bytes[i / 2] << 4 | digit);
        }
        return bytes;
    }
}
