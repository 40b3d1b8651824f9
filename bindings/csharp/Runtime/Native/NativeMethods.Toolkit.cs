using System;
using System.Runtime.InteropServices;

namespace LibShiming
{
    /// <summary>The C interface without the engine, as in shiming.h.</summary>
    internal static unsafe partial class NativeMethods
    {
#if (UNITY_IOS || UNITY_TVOS) && !UNITY_EDITOR
        // There the library is linked into the program.
        internal const string Library = "__Internal";
#else
        internal const string Library = "shiming";
#endif

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_account_new(ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_account_load(byte[] json, UIntPtr jsonLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_account_apply(byte[] state, UIntPtr stateLen, byte[] accountEvent, UIntPtr eventLen,
            byte[] freshAi, UIntPtr freshAiLen, long unix, long mono, ref NativeBuffer stateOut, ref NativeBuffer effectsOut,
            ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_app_new(byte[] appId, UIntPtr appIdLen, byte[] bizId, UIntPtr bizIdLen,
            byte[] secretKey, UIntPtr secretKeyLen, out AppHandle result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void shiming_app_free(IntPtr app);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void shiming_buf_free(ref NativeBuffer buf);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_ai_for_attempt(byte[] salt, UIntPtr saltLen, byte[] bizId, UIntPtr bizIdLen,
            byte[] account, UIntPtr accountLen, long attempt, byte[] name, UIntPtr nameLen, byte[] idNumber, UIntPtr idNumberLen,
            ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_normalize_id(byte[] raw, UIntPtr rawLen, int mode, ref NativeBuffer result,
            out int how, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_unpad_id(byte[] id, UIntPtr idLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_validate_name(byte[] name, UIntPtr nameLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_validate_id_number(byte[] idNumber, UIntPtr idNumberLen, long unix,
            ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_pi_birth_date(byte[] pi, UIntPtr piLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_redact(int kind, byte[] value, UIntPtr valueLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_derive_journal_key(byte[] secretKey, UIntPtr secretKeyLen, ref NativeBuffer result,
            ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_interface_test(int number, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_interface_test_request(int number, AppHandle app, byte[] code, UIntPtr codeLen,
            int preset, byte[] nonce, UIntPtr nonceLen, long unix, out IntPtr result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_interface_test_judge(int number, int status, byte[] body, UIntPtr bodyLen,
            ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_omnisdk_play_request(byte[] profile, UIntPtr profileLen, byte[] key, UIntPtr keyLen,
            byte[] uid, UIntPtr uidLen, int platform, int form, long unix, out IntPtr result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_omnisdk_exit_request(byte[] profile, UIntPtr profileLen, byte[] key, UIntPtr keyLen,
            byte[] uid, UIntPtr uidLen, int platform, int form, long unix, out IntPtr result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_omnisdk_sign(byte[] profile, UIntPtr profileLen, byte[] key, UIntPtr keyLen,
            byte[] body, UIntPtr bodyLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_omnisdk_diagnose_signature(byte[] profile, UIntPtr profileLen, byte[] key,
            UIntPtr keyLen, byte[] body, UIntPtr bodyLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_omnisdk_parse_response(int status, byte[] body, UIntPtr bodyLen,
            ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_omnisdk_verify_callback(byte[] profile, UIntPtr profileLen, byte[] key,
            UIntPtr keyLen, byte[] body, UIntPtr bodyLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_omnisdk_callback_reply(int outcome, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_omnisdk_verify_login(byte[] appId, UIntPtr appIdLen, byte[] key, UIntPtr keyLen,
            byte[] uid, UIntPtr uidLen, byte[] verifyTimestamp, UIntPtr verifyTimestampLen, byte[] signature,
            UIntPtr signatureLen, out int valid, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_omnisdk_certification(int value, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_player_network_parse(byte[] body, UIntPtr bodyLen, ref NativeBuffer result,
            ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_player_network_decide(byte[] login, UIntPtr loginLen, byte[] options,
            UIntPtr optionsLen, long unix, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_adapt_status(int source, byte[] value, UIntPtr valueLen, ref NativeBuffer result,
            ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_age_on(byte[] birth, UIntPtr birthLen, long unix, int rule, out int age, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_decide(byte[] state, UIntPtr stateLen, byte[] profile, UIntPtr profileLen,
            byte[] calendar, UIntPtr calendarLen, NativeUsage* usage, long unix, ref NativeDecision result,
            ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_decide_payment(byte[] state, UIntPtr stateLen, byte[] profile, UIntPtr profileLen,
            byte[] calendar, UIntPtr calendarLen, long spentMonthFen, long amountFen, long unix, ref NativePayment result,
            ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_next_play_window(byte[] state, UIntPtr stateLen, byte[] profile, UIntPtr profileLen,
            byte[] calendar, UIntPtr calendarLen, long unix, ref NativePlayWindow result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_play_windows(int year, int month, byte[] profile, UIntPtr profileLen, byte[] calendar,
            UIntPtr calendarLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_reason_text(byte[] reason, UIntPtr reasonLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern void shiming_request_free(IntPtr request);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr shiming_status_name(int status);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern IntPtr shiming_version();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern uint shiming_abi_version();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_now(out long unix, out long mono, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_sign(byte[] secretKey, UIntPtr secretKeyLen, byte[] parameters, UIntPtr paramsLen,
            byte[] body, UIntPtr bodyLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_explain_sign(byte[] secretKey, UIntPtr secretKeyLen, byte[] parameters,
            UIntPtr paramsLen, byte[] body, UIntPtr bodyLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_encrypt_body(byte[] secretKey, UIntPtr secretKeyLen, byte[] nonce, UIntPtr nonceLen,
            byte[] plaintext, UIntPtr plaintextLen, ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_decrypt_body(byte[] secretKey, UIntPtr secretKeyLen, byte[] body, UIntPtr bodyLen,
            ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_check_request(AppHandle app, byte[] endpoints, UIntPtr endpointsLen, byte[] ai,
            UIntPtr aiLen, byte[] name, UIntPtr nameLen, byte[] idNumber, UIntPtr idNumberLen, byte[] nonce, UIntPtr nonceLen,
            long unix, out IntPtr result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_query_request(AppHandle app, byte[] endpoints, UIntPtr endpointsLen, byte[] ai,
            UIntPtr aiLen, long unix, out IntPtr result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_report_request(AppHandle app, byte[] endpoints, UIntPtr endpointsLen, NativeRow* rows,
            UIntPtr rowCount, byte[] nonce, UIntPtr nonceLen, long unix, out IntPtr result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_parse_check(int status, byte[] body, UIntPtr bodyLen, ref NativeBuffer result,
            ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_parse_query(int status, byte[] body, UIntPtr bodyLen, ref NativeBuffer result,
            ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_parse_report(int status, byte[] body, UIntPtr bodyLen, int rows,
            ref NativeBuffer result, ref NativeError error);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int shiming_errcode_info(int errcode, ref NativeBuffer result, ref NativeError error);
    }
}
