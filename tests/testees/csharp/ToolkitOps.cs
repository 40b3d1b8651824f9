using System;
using System.Collections.Generic;
using LibShiming;

/// <summary>The operations without a state. Arguments are read in the order in which they are checked.</summary>
internal static class ToolkitOps
{
    internal static readonly List<KeyValuePair<string, Func<Call, string>>> All = new List<KeyValuePair<string, Func<Call, string>>>();

    static ToolkitOps()
    {
        Add("sign", c => Call.One("sign", Shiming.Sign(c.Text("secret_key"), c.Raw("params"), c.Bytes("body_hex"))));
        Add("explain_sign", c => Shiming.ExplainSign(c.Text("secret_key"), c.Raw("params"), c.Bytes("body_hex")));
        Add("encrypt_body", c => Call.One("body_hex", Call.Hex(Shiming.EncryptBody(c.Text("secret_key"), c.Bytes("nonce_hex"), c.Bytes("plaintext_hex")))));
        Add("decrypt_body", c => Call.One("plaintext_hex", Call.Hex(Shiming.DecryptBody(c.Text("secret_key"), c.Bytes("body_hex")))));
        Add("check_request", c => WithApp(c, app => Shiming.CheckRequest(app, c.Raw("endpoints"), c.Text("ai"), c.Text("name"), c.Text("id_number"), c.Bytes("nonce_hex"), c.Int("unix"))));
        Add("query_request", c => WithApp(c, app => Shiming.QueryRequest(app, c.Raw("endpoints"), c.Text("ai"), c.Int("unix"))));
        Add("report_request", c => WithApp(c, app => Shiming.ReportRequest(app, c.Raw("endpoints"), Rows(c), c.Bytes("nonce_hex"), c.Int("unix"))));
        Add("parse_check", c => Shiming.ParseCheck(c.Int32("status"), c.Bytes("body_hex")));
        Add("parse_query", c => Shiming.ParseQuery(c.Int32("status"), c.Bytes("body_hex")));
        Add("parse_report", c => Shiming.ParseReport(c.Int32("status"), c.Bytes("body_hex"), c.Int32("rows")));
        Add("errcode_info", c => Shiming.ErrcodeInfo(c.Int32("errcode")));
        Add("ai_for_attempt", c => Call.One("ai", Shiming.AiForAttempt(c.Bytes("salt_hex"), c.Text("biz_id"), c.Text("account"), c.Int("attempt"), c.Text("name"), c.Text("id_number"))));
        Add("normalize_id", NormalizeId);
        Add("unpad_id", c => Call.One("raw", Shiming.UnpadId(c.Text("id"))));
        Add("validate_name", c => Shiming.ValidateName(c.Text("name")));
        Add("validate_id_number", c => Shiming.ValidateIdNumber(c.Text("id_number"), c.Int("unix")));
        Add("pi_birth_date", c => Shiming.PiBirthDate(c.Text("pi")));
        Add("redact", c => Call.One("text", Shiming.Redact((RedactKind)c.Choice("kind", "name", "id_number", "pi", "secret_key", "text"), c.Text("value"))));
        Add("interface_test", c => Shiming.InterfaceTest(c.Int32("case")));
        Add("interface_test_request", InterfaceTestRequest);
        Add("interface_test_judge", c => Shiming.InterfaceTestJudge(c.Int32("case"), c.Int32("status"), c.Bytes("body_hex")));
        Add("derive_journal_key", c => Call.One("key_hex", Call.Hex(Shiming.DeriveJournalKey(c.Text("secret_key")))));
        Add("age_on", c => "{\"age\":" + Call.Number(Shiming.AgeOn(c.Text("birth"), c.Int("unix"), (AgeRule)c.Choice("rule", "next_day", "birthday"))) + "}");
        Add("decide", Decide);
        Add("decide_payment", DecidePayment);
        Add("next_play_window", NextPlayWindow);
        Add("play_windows", c => Shiming.PlayWindows(c.Int32("year"), c.Int32("month"), c.Text("profile"), c.Optional("calendar")));
        Add("reason_text", c => Shiming.ReasonText(c.Text("reason")));
        Add("omnisdk_play_request", c => Omnisdk(c, Shiming.OmnisdkPlayRequest));
        Add("omnisdk_exit_request", c => Omnisdk(c, Shiming.OmnisdkExitRequest));
        Add("omnisdk_sign", c => Call.One("sign", Shiming.OmnisdkSign(c.Text("profile"), c.Text("key"), c.Bytes("body_hex"))));
        Add("omnisdk_diagnose_signature", c => Shiming.OmnisdkDiagnoseSignature(c.Text("profile"), c.Text("key"), c.Bytes("body_hex")));
        Add("omnisdk_parse_response", c => Shiming.OmnisdkParseResponse(c.Int32("status"), c.Bytes("body_hex")));
        Add("omnisdk_verify_callback", c => Shiming.OmnisdkVerifyCallback(c.Text("profile"), c.Text("key"), c.Bytes("body_hex")));
        Add("omnisdk_callback_reply", c => Call.One("body_hex", Call.Hex(Shiming.OmnisdkCallbackReply((CallbackReply)c.Choice("outcome", "accepted", "already_handled", "bad_signature", "internal", "resend")))));
        Add("omnisdk_verify_login", c => "{\"valid\":" + Call.Flag(Shiming.OmnisdkVerifyLogin(c.Text("app_id"), c.Text("key"), c.Text("uid"), c.Text("verify_timestamp"), c.Text("signature"))) + "}");
        Add("omnisdk_certification", c => Call.One("real_name", Shiming.OmnisdkCertification(c.Int32("value"))));
        Add("player_network_parse", c => Call.One("login", Shiming.PlayerNetworkParse(c.Bytes("body_hex"))));
        Add("player_network_decide", c => Shiming.PlayerNetworkDecide(c.Text("login"), c.Text("options"), c.Int("unix")));
        Add("adapt_status", c => Call.One("real_name", Shiming.AdaptStatus((StatusSource)c.Choice("source", "omnisdk", "taptap", "taptap_age", "huawei", "huawei_playable_time", "vivo", "oppo"), c.Text("value"))));
        Add("account_new", c => Call.One("state", Shiming.AccountNew()));
        Add("account_load", c => Call.One("state", Shiming.AccountLoad(c.Text("json"))));
        Add("account_apply", AccountApply);
    }

    private static void Add(string name, Func<Call, string> run)
    {
        All.Add(new KeyValuePair<string, Func<Call, string>>(name, run));
    }

    private static App AppOf(Call c)
    {
        Call given = c.Object("app");
        return new App(given.Text("app_id"), given.Text("biz_id"), given.Text("secret_key"));
    }

    private static string WithApp(Call c, Func<App, Request> build)
    {
        using (App app = AppOf(c))
        {
            return Call.Of(build(app));
        }
    }

    private static List<Row> Rows(Call c)
    {
        Json list = c.Required("rows");
        if (list.Type != Json.Kind.List)
        {
            throw Refused.BadCall();
        }
        var rows = new List<Row>();
        foreach (Json one in list.Items)
        {
            if (one.Type != Json.Kind.Object)
            {
                throw Refused.BadCall();
            }
            var row = new Call(one);
            rows.Add(new Row
            {
                Si = row.Text("si"),
                Bt = (Behavior)row.Choice("bt", "login", "logout"),
                Ot = row.Int("ot"),
                Ct = (PlayerKind)row.Choice("ct", "verified", "guest"),
                Pi = row.Optional("pi"),
                Di = row.Optional("di"),
            });
        }
        return rows;
    }

    private static string NormalizeId(Call c)
    {
        NormalizedId id = Shiming.NormalizeId(c.Text("raw"), (IdMode)c.Choice("mode", "hash", "pad", "always_hash"));
        return "{\"id\":" + Json.Quote(id.Id) + ",\"how\":\"" + id.How.ToString().ToLowerInvariant() + "\"}";
    }

    private static string InterfaceTestRequest(Call c)
    {
        int number = c.Int32("case");
        return WithApp(c, app => Shiming.InterfaceTestRequest(number, app, c.Text("code"), c.Int32("preset"), c.Bytes("nonce_hex"), c.Int("unix")));
    }

    private static string Decide(Call c)
    {
        string state = c.Text("state"), profile = c.Text("profile"), calendar = c.Optional("calendar");
        Decision d = Shiming.Decide(state, profile, calendar, UsageOf(c.Object("usage")), c.Int("unix"));
        return "{\"account\":" + Call.Of(d.Account) + ",\"play\":" + Call.Of(d.Play) + ",\"pay\":" + Call.Of(d.Pay)
            + ",\"report\":" + Call.Of(d.Report) + "}";
    }

    internal static Usage UsageOf(Call given)
    {
        long played = given.Int("played_today_s");
        return new Usage { PlayedTodaySeconds = played, GuestUsedSeconds = given.Int("guest_used_s") };
    }

    private static string DecidePayment(Call c)
    {
        Payment p = Shiming.DecidePayment(c.Text("state"), c.Text("profile"), c.Optional("calendar"), c.Int("spent_month_fen"),
            c.Int("amount_fen"), c.Int("unix"));
        return "{\"verdict\":" + Call.Of(p.Verdict) + ",\"max_single_fen\":" + Call.Number(p.MaxSingleFen) + ",\"month_left_fen\":"
            + Call.Number(p.MonthLeftFen) + "}";
    }

    private static string NextPlayWindow(Call c)
    {
        PlayWindow w = Shiming.NextPlayWindow(c.Text("state"), c.Text("profile"), c.Optional("calendar"), c.Int("unix"));
        return w == null ? "null" : "{\"start\":" + Call.Number(w.Start) + ",\"end\":" + Call.Number(w.End) + ",\"covered\":"
            + Call.Flag(w.Covered) + "}";
    }

    private static string Omnisdk(Call c, Func<string, string, string, Platform, OmnisdkForm, long, Request> build)
    {
        string profile = c.Text("profile"), key = c.Text("key"), uid = c.Text("uid");
        int platform = c.Member("platform") == null ? 0 : c.Choice("platform", "android", "ios");
        return Call.Of(build(profile, key, uid, (Platform)platform, (OmnisdkForm)c.Choice("form", "get", "post"), c.Int("unix")));
    }

    private static string AccountApply(Call c)
    {
        Applied applied = Shiming.AccountApply(c.Text("state"), c.Raw("event"), c.Optional("fresh_ai"), c.Now());
        return "{\"state\":" + Json.Quote(applied.State) + ",\"effects\":" + applied.Effects + "}";
    }
}
