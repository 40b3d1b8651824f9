using System;
using System.Collections.Generic;

namespace LibShiming
{
    /// <summary>Reports.</summary>
    public static unsafe partial class Shiming
    {
        // What the protocol allows, and its texts at three bytes a unit.
        private const int MostRows = 128;
        private const int MostBytes = MostRows * (32 + 38) * 3;

        /// <summary>
        /// A report of 1 to 128 rows, numbered from 1 in the order given. <paramref name="endpoints"/>: as for <see cref="CheckRequest"/>.
        /// <paramref name="nonce"/>: 12 bytes, or null to draw them from the system (do that). <paramref name="unix"/>: now, ms;
        /// every <c>Ot</c> lies before it and less than 180 s before.
        /// Errors: invalid_parameter, bad_time, invalid_url, invalid_nonce, invalid_key, invalid_si, invalid_di, invalid_pi, invalid_rows.
        /// </summary>
        public static Request ReportRequest(App app, string endpoints, IReadOnlyList<Row> rows, byte[] nonce, long unix)
        {
            AppHandle handle = App.HandleOf(app);
            Argument endpointsText = Argument.Text(endpoints, "endpoints");
            Argument nonceBytes = Argument.OptionalBinary(nonce);
            if (rows == null)
            {
                throw new ArgumentNullException("rows");
            }
            // Read once: a list that another thread makes longer must not lead past the ends.
            int count = rows.Count;
            int size = 1;
            for (int i = 0; i < count; i++)
            {
                Row row = rows[i];
                if (row == null)
                {
                    throw new ArgumentNullException("rows");
                }
                size += Argument.Most(row.Si) + Argument.Most(row.Pi) + Argument.Most(row.Di);
            }
            // On the stack, where a report has its place: Mono's arrays of this size cost more than the rest of the call. All texts are
            // in one piece, so that none needs a pin of its own.
            bool fits = count <= MostRows && size <= MostBytes;
            NativeRow* fewRows = stackalloc NativeRow[fits ? count + 1 : 1];
            byte* fewBytes = stackalloc byte[fits ? size : 1];
            IntPtr result;
            NativeError error = NativeError.New();
            fixed (NativeRow* manyRows = new NativeRow[fits ? 0 : count + 1])
            fixed (byte* manyBytes = new byte[fits ? 0 : size])
            {
                NativeRow* natives = fits ? fewRows : manyRows;
                byte* at = fits ? fewBytes : manyBytes;
                byte* end = at + size;
                for (int i = 0; i < count; i++)
                {
                    Row row = rows[i];
                    NativeRow* native = natives + i;
                    native->StructSize = (uint)sizeof(NativeRow);
                    native->Bt = (int)row.Bt;
                    native->Ct = (int)row.Ct;
                    native->Ot = row.Ot;
                    native->Si = Put(row.Si, ref at, end);
                    native->Pi = Put(row.Pi, ref at, end);
                    native->Di = Put(row.Di, ref at, end);
                }
                Result.Check(NativeMethods.shiming_report_request(handle, endpointsText.Bytes, endpointsText.Length, natives,
                    (UIntPtr)(uint)count, nonceBytes.Bytes, nonceBytes.Length, unix, out result, ref error), ref error);
            }
            return Result.Request(result);
        }

        private static NativeView Put(string text, ref byte* at, byte* end)
        {
            if (text == null)
            {
                return default(NativeView);
            }
            if (end - at < Argument.Most(text))
            {
                throw new InvalidOperationException("the rows were changed while they were read: change them on one thread at a time");
            }
            byte* first = at;
            at += Argument.Encode(text, first);
            return new NativeView { Ptr = first, Len = (UIntPtr)(uint)(at - first) };
        }
    }
}
