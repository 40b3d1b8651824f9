using System;
using System.Runtime.InteropServices;

namespace LibShiming
{
    // The structures of shiming.h. All are blittable: nothing is copied or allocated to pass one.

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeBuffer
    {
        public IntPtr Ptr;
        public UIntPtr Len;
        public UIntPtr Cap;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeError
    {
        public uint StructSize;
        public int Code;
        public int Errcode;
        public fixed byte Reason[32];
        public fixed byte Field[32];
        public fixed byte Detail[256];

        internal static NativeError New()
        {
            return new NativeError { StructSize = (uint)sizeof(NativeError) };
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeView
    {
        public byte* Ptr;
        public UIntPtr Len;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeHeader
    {
        public NativeView Name;
        public NativeView Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeRequest
    {
        public uint StructSize;
        public uint HeaderCount;
        public NativeView Method;
        public NativeView Url;
        public NativeHeader* Headers;
        public NativeView Body;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeStep
    {
        public uint StructSize;
        public int Kind;
        public long Seq;
        public long Segment;
        public long DropBefore;
        public NativeView Bytes;
        public NativeView Event;
        public long Send;
        public long TimeoutMs;
        public NativeRequest* Request;
        public int Endpoint;
        public int Reserved;
        public long UntilMono;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeUsage
    {
        public uint StructSize;
        public uint Reserved;
        public long PlayedTodayS;
        public long GuestUsedS;

        internal static NativeUsage Of(Usage usage)
        {
            return new NativeUsage
            {
                StructSize = (uint)sizeof(NativeUsage),
                PlayedTodayS = usage.PlayedTodaySeconds,
                GuestUsedS = usage.GuestUsedSeconds,
            };
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeAdmission
    {
        public uint StructSize;
        public int Allowed;
        public int Reported;
        public fixed byte Reason[36];
        public fixed byte RuleId[24];
        public long ValidUntil;

        internal static NativeAdmission New()
        {
            return new NativeAdmission { StructSize = (uint)sizeof(NativeAdmission) };
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeVerdict
    {
        public long ValidUntil;
        public long NextOpen;
        public int Allowed;
        public fixed byte Reason[36];
        public fixed byte RuleId[24];
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeDecision
    {
        public uint StructSize;
        public uint Reserved;
        public NativeVerdict Account;
        public NativeVerdict Play;
        public NativeVerdict Pay;
        public NativeVerdict Report;

        internal static NativeDecision New()
        {
            return new NativeDecision { StructSize = (uint)sizeof(NativeDecision) };
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativePayment
    {
        public uint StructSize;
        public uint Reserved;
        public NativeVerdict Verdict;
        public long MaxSingleFen;
        public long MonthLeftFen;

        internal static NativePayment New()
        {
            return new NativePayment { StructSize = (uint)sizeof(NativePayment) };
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativePlayWindow
    {
        public uint StructSize;
        public int Restricted;
        public long Start;
        public long End;
        public int Covered;
        public int Reserved;

        internal static NativePlayWindow New()
        {
            return new NativePlayWindow { StructSize = (uint)sizeof(NativePlayWindow) };
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeRow
    {
        public uint StructSize;
        public int Bt;
        public int Ct;
        public NativeView Si;
        public long Ot;
        public NativeView Pi;
        public NativeView Di;
    }
}
