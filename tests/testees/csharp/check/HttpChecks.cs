using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using LibShiming;

internal static class HttpChecks
{
    private const string Key = "2836e95fcd10e04b0069bb1ee659955b";

    /// <summary>A server on loopback that answers the n-th request with the n-th answer, on kept connections, and notes what came.</summary>
    private sealed class Server : IDisposable
    {
        internal readonly List<string> Arrived = new List<string>();
        internal readonly string Url;
        internal int Connections;
        private readonly TcpListener listener = new TcpListener(IPAddress.Loopback, 0);
        private readonly string[] answers;

        internal Server(params string[] answers)
        {
            this.answers = answers;
            listener.Start();
            Url = "http://127.0.0.1:" + ((IPEndPoint)listener.LocalEndpoint).Port;
            new Thread(Accept) { IsBackground = true }.Start();
        }

        public void Dispose()
        {
            listener.Stop();
        }

        private void Accept()
        {
            try
            {
                while (true)
                {
                    TcpClient client = listener.AcceptTcpClient();
                    Interlocked.Increment(ref Connections);
                    new Thread(() => Serve(client)) { IsBackground = true }.Start();
                }
            }
            catch (Exception error) when (error is SocketException || error is InvalidOperationException)
            {
                // The test is over: it stopped the listener.
            }
        }

        private void Serve(TcpClient client)
        {
            try
            {
                using (client)
                using (NetworkStream stream = client.GetStream())
                {
                    Answer(stream);
                }
            }
            catch (Exception error) when (error is IOException || error is SocketException || error is InvalidOperationException)
            {
                // The client hung up.
            }
        }

        private void Answer(Stream stream)
        {
            for (string request = Read(stream); request != null; request = Read(stream))
            {
                string answer;
                lock (Arrived)
                {
                    Arrived.Add(request);
                    answer = Arrived.Count <= answers.Length ? answers[Arrived.Count - 1] : "";
                }
                if (answer == "hang")
                {
                    // Until the client gives up.
                    stream.ReadByte();
                    return;
                }
                byte[] bytes = Encoding.ASCII.GetBytes(answer);
                stream.Write(bytes, 0, bytes.Length);
                if (answer.Length == 0 || answer.EndsWith("cut", StringComparison.Ordinal))
                {
                    return;
                }
            }
        }

        private static string Read(Stream stream)
        {
            var text = new StringBuilder();
            int length = 0;
            while (true)
            {
                int one = stream.ReadByte();
                if (one < 0)
                {
                    return null;
                }
                text.Append((char)one);
                string head = text.ToString();
                if (one == '\n' && head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    foreach (string line in head.Split('\n'))
                    {
                        if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                        {
                            length = int.Parse(line.Substring(15));
                        }
                    }
                    for (; length > 0; length--)
                    {
                        text.Append((char)stream.ReadByte());
                    }
                    return text.ToString();
                }
            }
        }
    }

    private static Request QueryTo(string url)
    {
        using (var app = new App("a", "1101000001", Key))
        {
            string endpoints = "{\"kind\":\"custom\",\"check\":\"" + url + "/c\",\"query\":\"" + url + "/q\",\"report\":\"" + url + "/r\"}";
            return Shiming.QueryRequest(app, endpoints, "a b~", 1794974400000);
        }
    }

    private static Request CheckTo(string url)
    {
        using (var app = new App("a", "1101000001", Key))
        {
            string endpoints = "{\"kind\":\"custom\",\"check\":\"" + url + "/c\",\"query\":\"" + url + "/q\",\"report\":\"" + url + "/r\"}";
            return Shiming.CheckRequest(app, endpoints, "ai", "某一一", "110000190101010001", null, 1794974400000);
        }
    }

    private static Exchange Send(Request request, int limit = 5000)
    {
        using (var transport = new Transport())
        {
            return transport.Send(request, TimeSpan.FromMilliseconds(limit), CancellationToken.None).Result;
        }
    }

    public static void AnErrorStatusIsAnAnswerAndTheRequestGoesAsItIs()
    {
        const string answer = "HTTP/1.1 502 Bad Gateway\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\nContent-Length: 2\r\n\r\nno";
        using (var server = new Server(answer, answer))
        {
            Request check = CheckTo(server.Url);
            Exchange got = Send(check);
            Check.Equal(502, got.Status);
            Check.Equal("no", Encoding.ASCII.GetString(got.Body));
            Check.Equal("Sat, 21 Nov 2026 00:00:00 GMT", got.Date);
            Arrived(server.Arrived[0], check, "POST /c HTTP/1.1\r\n");
            Request query = QueryTo(server.Url);
            Send(query);
            Arrived(server.Arrived[1], query, "GET /q?ai=a%20b~ HTTP/1.1\r\n");
        }
    }

    private static void Arrived(string arrived, Request request, string line)
    {
        Check.That(arrived.StartsWith(line, StringComparison.Ordinal), arrived);
        foreach (KeyValuePair<string, string> header in request.Headers)
        {
            Check.That(arrived.Contains("\r\n" + header.Key + ": " + header.Value + "\r\n"), header.Key + " is missing in " + arrived);
        }
        Check.That(arrived.EndsWith("\r\n\r\n" + Encoding.ASCII.GetString(request.Body), StringComparison.Ordinal), arrived);
        Check.That(arrived.IndexOf("expect:", StringComparison.OrdinalIgnoreCase) < 0, arrived);
    }

    public static void RedirectsAreNotFollowed()
    {
        using (var server = new Server("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"))
        {
            Check.Equal(302, Send(CheckTo(server.Url)).Status);
            Check.Equal(1, server.Arrived.Count);
        }
    }

    public static void ARefusedConnectionWasCertainlyNotSent()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string url = "http://127.0.0.1:" + ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        Exchange got = Send(CheckTo(url));
        Check.That(got.Body == null, "no answer");
        Check.Equal(Sent.No, got.Sent);
    }

    public static void ABrokenConnectionLeavesItUnknown()
    {
        foreach (string answer in new[] { "", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut", "hang" })
        {
            using (var server = new Server(answer))
            {
                Exchange got = Send(CheckTo(server.Url), answer == "hang" ? 300 : 5000);
                Check.That(got.Body == null, "no answer to " + answer);
                Check.Equal(Sent.Unknown, got.Sent);
                Check.Equal(1, server.Arrived.Count);
            }
        }
    }

    public static void NothingIsSentTwiceWhenAKeptConnectionBreaks()
    {
        const string good = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        using (var server = new Server(good, "", good, ""))
        using (var transport = new Transport())
        {
            foreach (Func<string, Request> build in new Func<string, Request>[] { QueryTo, CheckTo })
            {
                TimeSpan limit = TimeSpan.FromSeconds(5);
                Check.Equal(200, transport.Send(build(server.Url), limit, CancellationToken.None).Result.Status);
                Check.That(transport.Send(build(server.Url), limit, CancellationToken.None).Result.Body == null, "no answer");
            }
            Check.Equal(4, server.Arrived.Count);
        }
    }

    public static void ConnectionsAreKeptForAWhile()
    {
        const string good = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        foreach (bool old in new[] { false, true })
        {
            using (var server = new Server(good, good, good))
            using (var transport = old ? new Transport(TimeSpan.Zero) : new Transport())
            {
                for (int i = 0; i < 3; i++)
                {
                    TimeSpan limit = TimeSpan.FromSeconds(5);
                    Check.Equal(200, transport.Send(QueryTo(server.Url), limit, CancellationToken.None).Result.Status);
                }
                Check.Equal(old ? 3 : 1, server.Connections);
            }
        }
    }

    public static void AnEndlessAnswerEnds()
    {
        string answer = "HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + new string('x', 3000000);
        using (var server = new Server(answer))
        {
            Check.Equal((1 << 20) + 1, Send(CheckTo(server.Url)).Body.Length);
        }
    }
}
