using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace LibShiming
{
    /// <summary>HTTP as the engine wants it: every request once, exactly as it is, and an honest word about what became of it.</summary>
    public sealed class Transport : IDisposable
    {
        // More than any answer of the authority; one byte beyond it is kept, so that the library sees that there was more.
        private const int MaxAnswer = (1 << 20) + 1;

        // V1.9 §三, remark 1.
        private const int MaxConnections = 1000;

        // The authority closes connections that were idle for 120 s, and not every runtime closes them sooner: none is used for longer.
        private static readonly TimeSpan Life = TimeSpan.FromSeconds(80);

        private readonly object gate = new object();
        private readonly Stopwatch age = Stopwatch.StartNew();
        private readonly TimeSpan? life;
        private HttpClient client;
        private HttpClient retired;

        /// <summary>A client with the settings that this protocol needs.</summary>
        public Transport() : this(Life)
        {
        }

        /// <summary>With a handler of yours: no redirects, no retries, no proxy, idle connections closed before 90 s.</summary>
        public Transport(HttpMessageHandler handler)
        {
            client = NewClient(handler);
        }

        internal Transport(TimeSpan life)
        {
            this.life = life;
            client = NewClient(NewHandler());
        }

        /// <summary>The answer to one request, whatever its status, or null with how sure it is that nothing was sent.</summary>
        internal async Task<Exchange> Send(Request request, TimeSpan limit, CancellationToken stop)
        {
            using (var ends = CancellationTokenSource.CreateLinkedTokenSource(stop))
            using (HttpRequestMessage message = MessageOf(request))
            {
                ends.CancelAfter(limit);
                try
                {
                    using (HttpResponseMessage answer = await Client()
                        .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ends.Token).ConfigureAwait(false))
                    {
                        IEnumerable<string> dates;
                        string date = answer.Headers.TryGetValues("Date", out dates) ? string.Join(", ", dates) : null;
                        using (Stream stream = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false))
                        {
                            byte[] body = await ReadAll(stream, ends.Token).ConfigureAwait(false);
                            return new Exchange { Status = (int)answer.StatusCode, Body = body, Date = date };
                        }
                    }
                }
                catch (Exception failure) when (failure is HttpRequestException || failure is IOException
                    || failure is OperationCanceledException || failure is ObjectDisposedException)
                {
                    return new Exchange { Sent = SentOf(failure) };
                }
            }
        }

        /// <summary>Closes the connections.</summary>
        public void Dispose()
        {
            lock (gate)
            {
                client.Dispose();
                if (retired != null)
                {
                    retired.Dispose();
                }
            }
        }

        private HttpClient Client()
        {
            lock (gate)
            {
                if (life.HasValue && age.Elapsed >= life.Value)
                {
                    // What it carried ended long ago: a request is allowed some seconds.
                    if (retired != null)
                    {
                        retired.Dispose();
                    }
                    retired = client;
                    client = NewClient(NewHandler());
                    age.Restart();
                }
                return client;
            }
        }

        private static HttpClient NewClient(HttpMessageHandler handler)
        {
            // The time limit is each request's own.
            return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        }

        private static HttpClientHandler NewHandler()
        {
            return new HttpClientHandler
            {
                // A redirected POST would arrive without its body or at a place that was not signed for.
                AllowAutoRedirect = false,
                // The authority judges the source address (1005): no proxy by accident of the environment.
                UseProxy = false,
                UseCookies = false,
                MaxConnectionsPerServer = MaxConnections,
            };
        }

        private static HttpRequestMessage MessageOf(Request request)
        {
            var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
            // Also for a GET: .NET counts Content-Type among the headers of a body.
            message.Content = new ByteArrayContent(request.Body);
            message.Headers.ExpectContinue = false;
            foreach (KeyValuePair<string, string> header in request.Headers)
            {
                if (!message.Headers.TryAddWithoutValidation(header.Key, header.Value))
                {
                    message.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
                }
            }
            return message;
        }

        private static async Task<byte[]> ReadAll(Stream stream, CancellationToken stop)
        {
            var whole = new MemoryStream();
            var piece = new byte[16384];
            // A stream that hangs is closed by its time limit, also where it ignores the token.
            using (stop.Register(stream.Dispose))
            {
                while (whole.Length < MaxAnswer)
                {
                    int left = (int)Math.Min(piece.Length, MaxAnswer - whole.Length);
                    int length = await stream.ReadAsync(piece, 0, left, stop).ConfigureAwait(false);
                    if (length == 0)
                    {
                        break;
                    }
                    whole.Write(piece, 0, length);
                }
            }
            stop.ThrowIfCancellationRequested();
            return whole.ToArray();
        }

        /// <summary>Only what failed before a connection stood was certainly not sent. When in doubt: unknown.</summary>
        private static Sent SentOf(Exception failure)
        {
            for (Exception cause = failure; cause != null; cause = cause.InnerException)
            {
                var socket = cause as SocketException;
                if (socket != null && (socket.SocketErrorCode == SocketError.ConnectionRefused
                    || socket.SocketErrorCode == SocketError.HostNotFound))
                {
                    return Sent.No;
                }
                var web = cause as WebException;
                if (web != null && (web.Status == WebExceptionStatus.ConnectFailure
                    || web.Status == WebExceptionStatus.NameResolutionFailure))
                {
                    return Sent.No;
                }
            }
            return Sent.Unknown;
        }
    }

    /// <summary>What became of a request. Without a body there was no answer.</summary>
    internal struct Exchange
    {
        internal int Status;
        internal byte[] Body;
        internal string Date;
        internal Sent Sent;
    }
}
