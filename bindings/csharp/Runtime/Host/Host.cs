using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace LibShiming
{
    /// <summary>
    /// The loop: the whole of what a host does for the engine. It asks for the next step, does it, and reports back. There is no
    /// policy here; every language's host looks like this one.
    /// <para>Open, put the apps, policies and games through <see cref="Call"/>, start <see cref="Run"/>, then play.</para>
    /// </summary>
    public sealed class Host : IDisposable
    {
        // A request must reach the wire this soon after poll gave it out (E12).
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

        private readonly Engine engine;
        private readonly JournalDirectory journal;
        private readonly SemaphoreSlim bell = new SemaphoreSlim(0);
        private readonly CancellationTokenSource dropped = new CancellationTokenSource();
        private volatile bool stopping;

        private Host(Engine engine, JournalDirectory journal)
        {
            this.engine = engine;
            this.journal = journal;
        }

        /// <summary>
        /// Opens an engine on the journal in <paramref name="folder"/> and feeds it everything that the journal holds.
        /// <paramref name="config"/>: as for <see cref="Engine.Open"/>.
        /// </summary>
        public static Host Open(string config, string folder)
        {
            Shiming.CheckAbi();
            var journal = new JournalDirectory(folder);
            Engine engine = null;
            try
            {
                engine = Engine.Open(config, null, Shiming.Now());
                journal.Read(engine.Load);
                return new Host(engine, journal);
            }
            catch
            {
                if (engine != null)
                {
                    engine.Dispose();
                }
                journal.Dispose();
                throw;
            }
        }

        /// <summary>
        /// Calls the engine, from any thread, and wakes the loop:
        /// <c>host.Call((engine, now) => engine.Login("game", "session", "account", state, null, now))</c>.
        /// </summary>
        public T Call<T>(Func<Engine, Now, T> call)
        {
            T answer = call(engine, Shiming.Now());
            Wake();
            return answer;
        }

        /// <summary>The same for calls without an answer.</summary>
        public void Call(Action<Engine, Now> call)
        {
            call(engine, Shiming.Now());
            Wake();
        }

        /// <summary>
        /// Takes steps until <see cref="Stop"/>. An exception, of the disk or of the application, ends it: then this process must end
        /// too, because nothing more becomes durable.
        /// <para><paramref name="handle"/> takes in one event, JSON text. When its task is done the engine forgets the fact: so store it
        /// first, in the transaction that your database calls durable. A fact may come again after a crash. Ignore unknown kinds.</para>
        /// </summary>
        public async Task Run(Transport transport, Func<string, Task> handle)
        {
            var sending = new List<Task>();
            Task writing = Task.CompletedTask;
            try
            {
                while (true)
                {
                    // Before poll: what is written meanwhile may let it find more to write.
                    bool written = writing.IsCompleted;
                    Step step = engine.Poll(Shiming.Now());
                    if (step is PersistStep persist)
                    {
                        // Elsewhere, so that a slow disk costs no slot of the quota; never two at a time.
                        await writing.ConfigureAwait(false);
                        writing = Start(() => Write(persist));
                    }
                    else if (step is EventStep fact)
                    {
                        await handle(fact.Event).ConfigureAwait(false);
                        engine.Handled(fact.Seq);
                    }
                    else if (step is SendStep send)
                    {
                        var given = Stopwatch.StartNew();
                        sending.Add(Start(() => Send(transport, send, given)));
                    }
                    else
                    {
                        if (written)
                        {
                            await writing.ConfigureAwait(false);
                        }
                        foreach (Task failed in sending.FindAll(task => task.IsFaulted))
                        {
                            await failed.ConfigureAwait(false);
                        }
                        sending.RemoveAll(task => task.IsCompleted);
                        // A wait with nothing being written says that everything accepted is durable: the place to stop.
                        if (stopping && written)
                        {
                            return;
                        }
                        await bell.WaitAsync(TimeLeft(step as WaitStep)).ConfigureAwait(false);
                    }
                }
            }
            finally
            {
                dropped.Cancel();
                sending.Add(writing);
                await Task.WhenAll(sending).ConfigureAwait(false);
            }
        }

        /// <summary>
        /// Ends <see cref="Run"/> as soon as everything accepted is durable. Requests in flight count as lost; the next start asks for them.
        /// </summary>
        public void Stop()
        {
            stopping = true;
            Wake();
        }

        /// <summary>Frees the engine and closes the journal, after <see cref="Run"/> has ended. Without Stop before, it is a crash.</summary>
        public void Dispose()
        {
            dropped.Cancel();
            engine.Dispose();
            journal.Dispose();
        }

        /// <summary>Starts something that wakes the loop when it has ended, well or not.</summary>
        private Task Start(Func<Task> work)
        {
            Task task = Task.Run(work);
            task.ContinueWith(ended => Wake(), TaskScheduler.Default);
            return task;
        }

        private Task Write(PersistStep persist)
        {
            journal.Append(persist.Segment, persist.Seq, persist.Bytes);
            engine.Persisted(persist.Seq);
            if (persist.DropBefore.HasValue)
            {
                journal.DropBefore(persist.DropBefore.Value);
            }
            return Task.CompletedTask;
        }

        private async Task Send(Transport transport, SendStep send, Stopwatch given)
        {
            var outcome = new Exchange { Sent = Sent.No };
            if (given.Elapsed < Patience)
            {
                outcome = await transport.Send(send.Request, TimeSpan.FromMilliseconds(send.TimeoutMs), dropped.Token)
                    .ConfigureAwait(false);
            }
            if (dropped.IsCancellationRequested)
            {
                return;
            }
            try
            {
                Now now = Shiming.Now();
                if (outcome.Body == null)
                {
                    engine.Complete(send.Send, outcome.Sent, now);
                }
                else
                {
                    engine.Complete(send.Send, outcome.Status, outcome.Body, outcome.Date, now);
                }
            }
            catch (ShimingException error) when (error.Code == ErrorCode.UnknownSend)
            {
                // A request that outlived its lease by far: harmless (E4).
            }
        }

        private static int TimeLeft(WaitStep wait)
        {
            // A step of an unknown kind is left alone.
            long left = wait == null ? 1000 : wait.UntilMono - Shiming.Now().Mono;
            return (int)Math.Max(0, Math.Min(left, 60000));
        }

        private void Wake()
        {
            lock (bell)
            {
                // Any number of rings between two waits count as one.
                if (bell.CurrentCount == 0)
                {
                    bell.Release();
                }
            }
        }
    }
}
