using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using LibShiming;

/// <summary>
/// The testee of the C# surface: reads calls of the pipe protocol, makes them through the public API as a user would, and writes
/// the answers. Glue only.
/// </summary>
internal static class Program
{
    private const int MaxLine = 4 << 20;
    private static readonly Dictionary<string, Func<Call, string>> Ops = new Dictionary<string, Func<Call, string>>();

    private static int Main()
    {
        Shiming.CheckAbi();
        Ops["hello"] = Hello;
        foreach (List<KeyValuePair<string, Func<Call, string>>> table in new[] { ToolkitOps.All, EngineOps.All })
        {
            table.ForEach(op => Ops.Add(op.Key, op.Value));
        }
        using (var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false, false), false, 1 << 16))
        using (var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16))
        {
            for (string line = input.ReadLine(); line != null; line = input.ReadLine())
            {
                output.Write(Answer(line));
                output.Write('\n');
                output.Flush();
            }
        }
        return 0;
    }

    private static string Answer(string line)
    {
        Json whole = line.Length <= MaxLine ? Json.Read(line) : null;
        string id = "null";
        try
        {
            if (whole == null)
            {
                throw Refused.BadCall();
            }
            Json number = whole.Member("id"), op = whole.Member("op"), args = whole.Member("args");
            long any;
            if (number == null || number.Type != Json.Kind.Number || !Json.Integer(number.Raw, out any)
                || op == null || op.Type != Json.Kind.Text || args == null || args.Type != Json.Kind.Object)
            {
                throw Refused.BadCall();
            }
            id = number.Raw;
            Func<Call, string> run;
            if (!Ops.TryGetValue(op.Text, out run))
            {
                throw new Refused(ErrorCode.UnknownOp, null, "no operation has this name: hello lists them all");
            }
            return "{\"id\":" + id + ",\"ok\":" + run(new Call(args)) + "}";
        }
        catch (Refused error)
        {
            return Error(error.Code == ErrorCode.BadCall ? "null" : id, Snake(error.Code), (int)error.Code, null, error.Field, null, error.Message);
        }
        catch (ShimingException error)
        {
            return Error(id, error.CodeName, error.Number, error.Reason, error.Field, error.Errcode, error.Detail);
        }
    }

    private static string Error(string id, string code, int number, string reason, string field, int? errcode, string detail)
    {
        return "{\"id\":" + id + ",\"error\":{\"code\":" + Json.Quote(code) + ",\"number\":" + Call.Number(number) + ",\"reason\":"
            + Json.Quote(reason) + ",\"field\":" + Json.Quote(field) + ",\"errcode\":" + Call.Number(errcode) + ",\"detail\":"
            + Json.Quote(detail) + "}}";
    }

    private static string Hello(Call c)
    {
        if (c.Int32("protocol") != 1)
        {
            throw new Refused(ErrorCode.UnsupportedProtocol, "protocol", "this program speaks protocol 1");
        }
        var ops = new List<string>();
        foreach (string op in Ops.Keys)
        {
            ops.Add(Json.Quote(op));
        }
        var codes = new List<string>();
        foreach (ErrorCode code in Enum.GetValues(typeof(ErrorCode)))
        {
            // The codes of the C interface itself are none of the protocol's.
            if (code != ErrorCode.NullPointer && code != ErrorCode.Abi && code != ErrorCode.Poisoned && code != ErrorCode.Panic)
            {
                codes.Add(Json.Quote(Snake(code)) + ":" + Call.Number((int)code));
            }
        }
        return "{\"protocol\":1,\"language\":\"csharp\",\"version\":" + Json.Quote(Shiming.Version) + ",\"abi\":"
            + Call.Number(Shiming.AbiVersion) + ",\"ops\":[" + string.Join(",", ops) + "],\"error_codes\":{" + string.Join(",", codes) + "}}";
    }

    private static string Snake(ErrorCode code)
    {
        var snake = new StringBuilder();
        foreach (char c in code.ToString())
        {
            if (char.IsUpper(c) && snake.Length > 0)
            {
                snake.Append('_');
            }
            snake.Append(char.ToLowerInvariant(c));
        }
        return snake.ToString();
    }
}
