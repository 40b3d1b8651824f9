-- Shiming (实名) for LuaJIT: the rules of China's real-name and anti-addiction system, as libshiming has them. This module
-- converts, and holds no rule. A call answers a value, or nil and an error: {code, number, reason, field, errcode, detail},
-- a table that tostring shows and that never quotes the arguments. Where nil is an answer, the second value says which it is.
-- Texts and bytes are Lua strings, times milliseconds. Arguments of a wrong type are errors of the program and are raised.
local ffi = require "ffi"
local cjson = require "cjson"

ffi.cdef(require "shiming.cdef")
local C = ffi.load(os.getenv "SHIMING_LIBRARY" or "shiming")
assert(C.shiming_abi_version() == 1, "the libshiming that was loaded is not the one of shiming.cdef")

-- `null`: what null becomes in decoded answers; nil unless set.
local M = { null = nil }

local NONE = -0x8000000000000000LL

local function numbers(...)
  local by_name, by_number = {}, { ... }
  for number, name in ipairs(by_number) do by_name[name] = number end
  return { of = function(name) return by_name[name] or -1 end, name = by_number }
end

local ENDPOINT = numbers("check", "query", "report")
local BEHAVIOR = numbers("login", "logout")
local PLAYER = numbers("verified", "guest")
local PRIORITY = numbers("live", "backfill")
local SENT = numbers("no", "unknown")
local USED = numbers("now", "late", "already")
local MODE = numbers("hash", "pad", "always_hash")
local HOW = numbers("unchanged", "hashed", "padded")
local REDACT = numbers("name", "id_number", "pi", "secret_key", "text")
local RULE = numbers("next_day", "birthday")
local PLATFORM = numbers("android", "ios")
local FORM = numbers("get", "post")
local REPLY = numbers("accepted", "already_handled", "bad_signature", "internal", "resend")
local SOURCE = numbers("omnisdk", "taptap", "taptap_age", "huawei", "huawei_playable_time", "vivo", "oppo")
M._enumerations = {
  [""] = { ENDPOINT, BEHAVIOR, PLAYER, PRIORITY }, SENT_ = { SENT }, USED_ = { USED }, ID_ = { MODE }, HOW_ = { HOW }, REDACT_ = { REDACT },
  AGE_ = { RULE }, PLATFORM_ = { PLATFORM }, FORM_ = { FORM }, REPLY_ = { REPLY }, SOURCE_ = { SOURCE },
}

-- Arguments.

local function wrong(name, what) error(("shiming: %s must be %s"):format(name, what), 0) end

local function text(value, name)
  if type(value) ~= "string" then wrong(name, "a string") end
  return value
end

local function optional(value, name)
  if value ~= nil then text(value, name) end
  return value, value and #value or 0
end

-- JSON text, or a table that becomes it.
local function json(value, name)
  if type(value) == "table" then return cjson.encode(value) end
  return text(value, name)
end

local function optional_json(value, name)
  if value == nil then return nil, 0 end
  value = json(value, name)
  return value, #value
end

local int64 = ffi.typeof "int64_t"

-- A Lua number that is exactly an integer, or an int64_t.
local function int(value, name)
  if type(value) == "number" and value % 1 == 0 and value >= -0x20000000000000 and value <= 0x20000000000000 then return int64(value) end
  if ffi.istype(int64, value) then return value end
  return wrong(name, "an integer")
end

local function int32(value, name)
  if type(value) ~= "number" or value % 1 ~= 0 or value < -0x80000000 or value > 0x7fffffff then wrong(name, "an integer of 32 bits") end
  return value
end

local function times(now)
  if type(now) ~= "table" then wrong("now", "{unix=, mono=}") end
  return int(now.unix, "now.unix"), int(now.mono, "now.mono")
end

-- Answers.

local Error = {}
Error.__index = Error

function Error:__tostring()
  return ("shiming: %s (%d)%s%s: %s"):format(self.code, self.number, self.field and " in " .. self.field or "",
    self.reason and ", " .. self.reason or "", self.detail)
end

local function or_nil(array)
  local value = ffi.string(array)
  return value ~= "" and value or nil
end

local function new_error() return ffi.new("shiming_error", ffi.sizeof "shiming_error") end

local function fault(err)
  local name = C.shiming_status_name(err.code)
  return setmetatable({
    code = name ~= nil and ffi.string(name) or "unknown", number = err.code, reason = or_nil(err.reason), field = or_nil(err.field),
    errcode = err.errcode ~= 0 and err.errcode or nil, detail = ffi.string(err.detail),
  }, Error)
end

local function time(value)
  if value == NONE then return M.null end
  return tonumber(value)
end

local function take(buf)
  local value
  if buf.ptr ~= nil then value = ffi.string(buf.ptr, buf.len) end
  C.shiming_buf_free(buf)
  return value
end

local function without_null(value)
  if value == cjson.null then return M.null end
  if type(value) == "table" then
    for key, member in pairs(value) do
      if member == cjson.null then value[key] = M.null else without_null(member) end
    end
  end
  return value
end

local function decode(value) return value and without_null(cjson.decode(value)) end

-- A call that answers with bytes or text: the arguments, then out and err.
local function bytes_call(run)
  local out, err = ffi.new "shiming_buf", new_error()
  if run(out, err) ~= 0 then return nil, fault(err) end
  return take(out)
end

local function json_call(run)
  local value, err = bytes_call(run)
  return decode(value), err
end

local function status_call(run)
  local err = new_error()
  if run(err) ~= 0 then return nil, fault(err) end
  return true
end

local function view(from)
  if from.ptr == nil then return "" end
  return ffi.string(from.ptr, from.len)
end

local function request_of(from)
  local headers = {}
  for i = 0, from.header_count - 1 do headers[i + 1] = { view(from.headers[i].name), view(from.headers[i].value) } end
  return { method = view(from.method), url = view(from.url), headers = headers, body = view(from.body) }
end

local function request_call(run)
  local out, err = ffi.new "shiming_request *[1]", new_error()
  if run(out, err) ~= 0 then return nil, fault(err) end
  local request = ffi.gc(out[0], C.shiming_request_free)
  local copy = request_of(request)
  C.shiming_request_free(ffi.gc(request, nil))
  return copy
end

local function sized(name) return ffi.new(name, ffi.sizeof(name)) end

local function verdict(from)
  return {
    allowed = from.allowed ~= 0, reason = ffi.string(from.reason), rule_id = ffi.string(from.rule_id),
    valid_until = time(from.valid_until), next_open = time(from.next_open),
  }
end

local function usage_of(from)
  local usage = sized "shiming_usage"
  usage.played_today_s, usage.guest_used_s = int(from.played_today_s, "played_today_s"), int(from.guest_used_s, "guest_used_s")
  return usage
end

-- The library.

function M.version() return ffi.string(C.shiming_version()) end

function M.abi_version() return C.shiming_abi_version() end

-- The numbers of errors by name, for `error.number`; the same in every language.
M.codes = {
  bad_call = 1, unknown_op = 2, unsupported_protocol = 3, invalid_text = 4, invalid_parameter = 5, invalid_config = 6,
  invalid_share = 7, bad_time = 8, invalid_url = 9, unknown_case = 10, invalid_nonce = 11, invalid_key = 12,
  invalid_body = 13, invalid_ai = 14, invalid_si = 15, invalid_di = 16, invalid_pi = 17, invalid_name = 18,
  invalid_id_number = 19, invalid_id = 20, invalid_rows = 21, invalid_state = 22, invalid_profile = 23,
  invalid_calendar = 24, invalid_amount = 25, weak_entropy = 26, invalid_signature = 27, invalid_callback = 28,
  unknown_game = 100, unknown_session = 101, session_over = 102, unknown_send = 103, journal_backlog = 104,
  journal_damaged = 105, journal_newer = 106, journal_key_unknown = 107, forked = 108, poisoned = 190,
  decrypt_failed = 200, internal = 900, panic = 901,
}

-- The name of a status number, nil for one that no status has.
function M.status_name(number)
  local name = C.shiming_status_name(int32(number, "number"))
  return name ~= nil and ffi.string(name) or nil
end

-- Both clocks: {unix=, mono=}.
function M.now()
  local unix, mono, err = ffi.new "int64_t[1]", ffi.new "int64_t[1]", new_error()
  if C.shiming_now(unix, mono, err) ~= 0 then return nil, fault(err) end
  return { unix = tonumber(unix[0]), mono = tonumber(mono[0]) }
end

-- An enterprise acting for one game. close() wipes the key.
local App = {}
App.__index = App

function M.app(app_id, biz_id, secret_key)
  text(app_id, "app_id") text(biz_id, "biz_id") text(secret_key, "secret_key")
  local out, err = ffi.new "shiming_app *[1]", new_error()
  if C.shiming_app_new(app_id, #app_id, biz_id, #biz_id, secret_key, #secret_key, out, err) ~= 0 then return nil, fault(err) end
  return setmetatable({ _app = ffi.gc(out[0], C.shiming_app_free) }, App)
end

function App:close()
  local app = self._app
  self._app = nil
  if app then C.shiming_app_free(ffi.gc(app, nil)) end
end

-- Null once closed: the library then answers null_pointer.
local function app_of(app)
  if getmetatable(app) ~= App then wrong("app", "made by shiming.app") end
  return app._app
end

-- Text that becomes JSON keeps what is no UTF-8, so that the library refuses it.
local function pairs_of(params)
  if type(params) ~= "table" then wrong("params", "a list of {key, value}") end
  local list = {}
  for i, pair in ipairs(params) do list[i] = "[" .. cjson.encode(text(pair[1], "params")) .. "," .. cjson.encode(text(pair[2], "params")) .. "]" end
  return "[" .. table.concat(list, ",") .. "]"
end

function M.sign(secret_key, params, body)
  params = pairs_of(params)
  text(secret_key, "secret_key") text(body, "body")
  return bytes_call(function(out, err) return C.shiming_sign(secret_key, #secret_key, params, #params, body, #body, out, err) end)
end

function M.explain_sign(secret_key, params, body)
  params = pairs_of(params)
  text(secret_key, "secret_key") text(body, "body")
  return json_call(function(out, err) return C.shiming_explain_sign(secret_key, #secret_key, params, #params, body, #body, out, err) end)
end

-- nonce: 12 bytes that were never used with this key, or nil to draw them from the system (do that). So everywhere.
function M.encrypt_body(secret_key, nonce, plaintext)
  text(secret_key, "secret_key") text(plaintext, "plaintext")
  local n, n_len = optional(nonce, "nonce")
  return bytes_call(function(out, err) return C.shiming_encrypt_body(secret_key, #secret_key, n, n_len, plaintext, #plaintext, out, err) end)
end

function M.decrypt_body(secret_key, body)
  text(secret_key, "secret_key") text(body, "body")
  return bytes_call(function(out, err) return C.shiming_decrypt_body(secret_key, #secret_key, body, #body, out, err) end)
end

-- endpoints: {kind="production"}, {kind="test", code=} or {kind="custom", check=, query=, report=}.
function M.check_request(app, endpoints, ai, name, id_number, nonce, unix)
  local handle = app_of(app)
  endpoints, unix = json(endpoints, "endpoints"), int(unix, "unix")
  text(ai, "ai") text(name, "name") text(id_number, "id_number")
  local n, n_len = optional(nonce, "nonce")
  return request_call(function(out, err)
    return C.shiming_check_request(handle, endpoints, #endpoints, ai, #ai, name, #name, id_number, #id_number, n, n_len, unix, out, err)
  end)
end

function M.query_request(app, endpoints, ai, unix)
  local handle = app_of(app)
  endpoints, unix = json(endpoints, "endpoints"), int(unix, "unix")
  text(ai, "ai")
  return request_call(function(out, err) return C.shiming_query_request(handle, endpoints, #endpoints, ai, #ai, unix, out, err) end)
end

-- rows: a list of {si=, bt="login"|"logout", ot= seconds, ct="verified"|"guest", pi=, di=}.
function M.report_request(app, endpoints, rows, nonce, unix)
  local handle = app_of(app)
  endpoints, unix = json(endpoints, "endpoints"), int(unix, "unix")
  local n, n_len = optional(nonce, "nonce")
  local list, kept = ffi.new("shiming_row[?]", #rows), {}
  local function show(into, value, name)
    if value == nil then return end
    kept[#kept + 1] = text(value, name)
    into.ptr, into.len = value, #value
  end
  for i, row in ipairs(rows) do
    local to = list[i - 1]
    to.struct_size = ffi.sizeof "shiming_row"
    to.bt, to.ct, to.ot = BEHAVIOR.of(row.bt), PLAYER.of(row.ct), int(row.ot, "ot")
    show(to.si, text(row.si, "si"), "si") show(to.pi, row.pi, "pi") show(to.di, row.di, "di")
  end
  local request, err = request_call(function(out, err)
    return C.shiming_report_request(handle, endpoints, #endpoints, list, #rows, n, n_len, unix, out, err)
  end)
  kept[1] = nil -- The texts lived until here.
  return request, err
end

local function parser(call)
  return function(status, body)
    int32(status, "status") text(body, "body")
    return json_call(function(out, err) return call(status, body, #body, out, err) end)
  end
end

M.parse_check = parser(function(...) return C.shiming_parse_check(...) end)
M.parse_query = parser(function(...) return C.shiming_parse_query(...) end)
M.omnisdk_parse_response = parser(function(...) return C.shiming_omnisdk_parse_response(...) end)

function M.parse_report(status, body, rows)
  int32(status, "status") text(body, "body") int32(rows, "rows")
  return json_call(function(out, err) return C.shiming_parse_report(status, body, #body, rows, out, err) end)
end

function M.errcode_info(errcode)
  int32(errcode, "errcode")
  return json_call(function(out, err) return C.shiming_errcode_info(errcode, out, err) end)
end

-- Identities.

function M.ai_for_attempt(salt, biz_id, account, attempt, name, id_number)
  text(salt, "salt") text(biz_id, "biz_id") text(account, "account") text(name, "name") text(id_number, "id_number")
  attempt = int(attempt, "attempt")
  return bytes_call(function(out, err)
    return C.shiming_ai_for_attempt(salt, #salt, biz_id, #biz_id, account, #account, attempt, name, #name, id_number, #id_number, out, err)
  end)
end

-- Answers {id=, how=}.
function M.normalize_id(raw, mode)
  text(raw, "raw")
  local how = ffi.new "int32_t[1]"
  local id, err = bytes_call(function(out, err) return C.shiming_normalize_id(raw, #raw, MODE.of(mode), out, how, err) end)
  if not id then return nil, err end
  return { id = id, how = HOW.name[how[0]] }
end

function M.unpad_id(id)
  text(id, "id")
  return bytes_call(function(out, err) return C.shiming_unpad_id(id, #id, out, err) end)
end

function M.validate_name(name)
  text(name, "name")
  return json_call(function(out, err) return C.shiming_validate_name(name, #name, out, err) end)
end

function M.validate_id_number(id_number, unix)
  text(id_number, "id_number")
  unix = int(unix, "unix")
  return json_call(function(out, err) return C.shiming_validate_id_number(id_number, #id_number, unix, out, err) end)
end

function M.pi_birth_date(pi)
  text(pi, "pi")
  return json_call(function(out, err) return C.shiming_pi_birth_date(pi, #pi, out, err) end)
end

function M.redact(kind, value)
  text(value, "value")
  return bytes_call(function(out, err) return C.shiming_redact(REDACT.of(kind), value, #value, out, err) end)
end

function M.interface_test(case)
  int32(case, "case")
  return json_call(function(out, err) return C.shiming_interface_test(case, out, err) end)
end

function M.interface_test_request(case, app, code, preset, nonce, unix)
  local handle = app_of(app)
  int32(case, "case") text(code, "code") int32(preset, "preset")
  unix = int(unix, "unix")
  local n, n_len = optional(nonce, "nonce")
  return request_call(function(out, err)
    return C.shiming_interface_test_request(case, handle, code, #code, preset, n, n_len, unix, out, err)
  end)
end

function M.interface_test_judge(case, status, body)
  int32(case, "case") int32(status, "status") text(body, "body")
  return json_call(function(out, err) return C.shiming_interface_test_judge(case, status, body, #body, out, err) end)
end

-- 32 bytes.
function M.derive_journal_key(secret_key)
  text(secret_key, "secret_key")
  return bytes_call(function(out, err) return C.shiming_derive_journal_key(secret_key, #secret_key, out, err) end)
end

-- Decisions. state is JSON text; profile JSON text or a table such as {base="auto"}; calendar likewise, or nil for the
-- built-in one; usage {played_today_s=, guest_used_s=}.

function M.age_on(birth, unix, rule)
  text(birth, "birth")
  local age, err = ffi.new "int32_t[1]", new_error()
  if C.shiming_age_on(birth, #birth, int(unix, "unix"), RULE.of(rule), age, err) ~= 0 then return nil, fault(err) end
  return age[0]
end

function M.decide(state, profile, calendar, usage, unix)
  text(state, "state")
  profile = json(profile, "profile")
  local c, c_len = optional_json(calendar, "calendar")
  local d, err = sized "shiming_decision", new_error()
  if C.shiming_decide(state, #state, profile, #profile, c, c_len, usage_of(usage), int(unix, "unix"), d, err) ~= 0 then return nil, fault(err) end
  return { account = verdict(d.account), play = verdict(d.play), pay = verdict(d.pay), report = verdict(d.report) }
end

function M.decide_payment(state, profile, calendar, spent_month_fen, amount_fen, unix)
  text(state, "state")
  profile = json(profile, "profile")
  local c, c_len = optional_json(calendar, "calendar")
  local spent, amount = int(spent_month_fen, "spent_month_fen"), int(amount_fen, "amount_fen")
  local p, err = sized "shiming_payment", new_error()
  if C.shiming_decide_payment(state, #state, profile, #profile, c, c_len, spent, amount, int(unix, "unix"), p, err) ~= 0 then
    return nil, fault(err)
  end
  return { verdict = verdict(p.verdict), max_single_fen = time(p.max_single_fen), month_left_fen = time(p.month_left_fen) }
end

-- nil without an error: nothing restricts this player.
function M.next_play_window(state, profile, calendar, unix)
  text(state, "state")
  profile = json(profile, "profile")
  local c, c_len = optional_json(calendar, "calendar")
  local w, err = sized "shiming_play_window", new_error()
  if C.shiming_next_play_window(state, #state, profile, #profile, c, c_len, int(unix, "unix"), w, err) ~= 0 then return nil, fault(err) end
  if w.restricted == 0 then return nil end
  return { start = time(w.start), ["end"] = time(w["end"]), covered = w.covered ~= 0 }
end

function M.play_windows(year, month, profile, calendar)
  int32(year, "year") int32(month, "month")
  profile = json(profile, "profile")
  local c, c_len = optional_json(calendar, "calendar")
  return json_call(function(out, err) return C.shiming_play_windows(year, month, profile, #profile, c, c_len, out, err) end)
end

function M.reason_text(reason)
  text(reason, "reason")
  return json_call(function(out, err) return C.shiming_reason_text(reason, #reason, out, err) end)
end

-- OmniSDK, Player Network, other channels.

local function omnisdk_request(call)
  return function(profile, key, uid, platform, form, unix)
    profile, unix = json(profile, "profile"), int(unix, "unix")
    text(key, "key") text(uid, "uid")
    local system = platform == nil and 0 or PLATFORM.of(platform)
    return request_call(function(out, err) return call(profile, #profile, key, #key, uid, #uid, system, FORM.of(form), unix, out, err) end)
  end
end

M.omnisdk_play_request = omnisdk_request(function(...) return C.shiming_omnisdk_play_request(...) end)
M.omnisdk_exit_request = omnisdk_request(function(...) return C.shiming_omnisdk_exit_request(...) end)

local function omnisdk_body(answer, call)
  return function(profile, key, body)
    profile = json(profile, "profile")
    text(key, "key") text(body, "body")
    return answer(function(out, err) return call(profile, #profile, key, #key, body, #body, out, err) end)
  end
end

M.omnisdk_sign = omnisdk_body(bytes_call, function(...) return C.shiming_omnisdk_sign(...) end)
M.omnisdk_diagnose_signature = omnisdk_body(json_call, function(...) return C.shiming_omnisdk_diagnose_signature(...) end)
M.omnisdk_verify_callback = omnisdk_body(json_call, function(...) return C.shiming_omnisdk_verify_callback(...) end)

function M.omnisdk_callback_reply(outcome)
  return bytes_call(function(out, err) return C.shiming_omnisdk_callback_reply(REPLY.of(outcome), out, err) end)
end

-- true or false; nil and an error.
function M.omnisdk_verify_login(app_id, key, uid, verify_timestamp, signature)
  text(app_id, "app_id") text(key, "key") text(uid, "uid") text(verify_timestamp, "verify_timestamp") text(signature, "signature")
  local valid, err = ffi.new "int32_t[1]", new_error()
  if C.shiming_omnisdk_verify_login(app_id, #app_id, key, #key, uid, #uid, verify_timestamp, #verify_timestamp, signature, #signature, valid, err) ~= 0 then
    return nil, fault(err)
  end
  return valid[0] ~= 0
end

function M.omnisdk_certification(value)
  int32(value, "value")
  return bytes_call(function(out, err) return C.shiming_omnisdk_certification(value, out, err) end)
end

-- JSON text for player_network_decide.
function M.player_network_parse(body)
  text(body, "body")
  return bytes_call(function(out, err) return C.shiming_player_network_parse(body, #body, out, err) end)
end

function M.player_network_decide(login, options, unix)
  text(login, "login")
  options, unix = json(options, "options"), int(unix, "unix")
  return json_call(function(out, err) return C.shiming_player_network_decide(login, #login, options, #options, unix, out, err) end)
end

function M.adapt_status(source, value)
  text(value, "value")
  return bytes_call(function(out, err) return C.shiming_adapt_status(SOURCE.of(source), value, #value, out, err) end)
end

-- A player's verification: JSON text, to be stored beside the player. It holds personal data.

function M.account_new()
  return bytes_call(function(out, err) return C.shiming_account_new(out, err) end)
end

function M.account_load(state)
  text(state, "json")
  return bytes_call(function(out, err) return C.shiming_account_load(state, #state, out, err) end)
end

-- event: a table {kind=...}. Answers the state after it, and the list of effects; or nil and an error.
function M.account_apply(state, event, fresh_ai, now)
  text(state, "state")
  event = json(event, "event")
  local ai, ai_len = optional(fresh_ai, "fresh_ai")
  local unix, mono = times(now)
  local next_state, effects, err = ffi.new "shiming_buf", ffi.new "shiming_buf", new_error()
  if C.shiming_account_apply(state, #state, event, #event, ai, ai_len, unix, mono, next_state, effects, err) ~= 0 then return nil, fault(err) end
  return take(next_state), decode(take(effects))
end

-- The engine.

local Engine = {}
Engine.__index = Engine

-- config: JSON text or a table. entropy: nil draws 32 bytes from the system (do that).
function M.open_engine(config, entropy, now)
  config = json(config, "config")
  local e, e_len = optional(entropy, "entropy")
  local unix, mono = times(now)
  local out, err = ffi.new "shiming_engine *[1]", new_error()
  if C.shiming_engine_open(config, #config, e, e_len, unix, mono, out, err) ~= 0 then return nil, fault(err) end
  return setmetatable({ _engine = ffi.gc(out[0], C.shiming_engine_free) }, Engine)
end

-- Frees the engine; every further call answers null_pointer. Closing again does nothing.
function Engine:close()
  local engine = self._engine
  self._engine = nil
  if engine then C.shiming_engine_free(ffi.gc(engine, nil)) end
end

function Engine:load(segment, bytes)
  text(bytes, "bytes")
  segment = int(segment, "segment")
  return status_call(function(err) return C.shiming_engine_load(self._engine, segment, bytes, #bytes, err) end)
end

local function put(call)
  return function(self, value)
    value = json(value, "json")
    return status_call(function(err) return call(self._engine, value, #value, err) end)
  end
end

Engine.put_app = put(function(...) return C.shiming_engine_put_app(...) end)
Engine.put_game = put(function(...) return C.shiming_engine_put_game(...) end)
Engine.put_policy = put(function(...) return C.shiming_engine_put_policy(...) end)

function Engine:remove_game(game)
  text(game, "game")
  return status_call(function(err) return C.shiming_engine_remove_game(self._engine, game, #game, err) end)
end

-- share: {index=, count=, from=, until=}; until nil is for ever.
function Engine:set_share(game, share)
  text(game, "game")
  local index, count, from = int(share.index, "index"), int(share.count, "count"), int(share.from, "from")
  local till = share["until"] == nil and NONE or int(share["until"], "until")
  return status_call(function(err) return C.shiming_engine_set_share(self._engine, game, #game, index, count, from, till, err) end)
end

function Engine:hold(game, endpoint, till)
  text(game, "game")
  till = int(till, "until")
  return status_call(function(err) return C.shiming_engine_hold(self._engine, game, #game, ENDPOINT.of(endpoint), till, err) end)
end

-- priority: "live" or "backfill". Answers {state=, attempt=}: store the state beside the player.
function Engine:verify(game, account, state, name, id_number, priority, now)
  text(game, "game") text(account, "account") text(state, "state") text(name, "name") text(id_number, "id_number")
  local unix, mono = times(now)
  local attempt = ffi.new "int64_t[1]"
  local next_state, err = bytes_call(function(out, err)
    return C.shiming_engine_verify(self._engine, game, #game, account, #account, state, #state, name, #name, id_number, #id_number,
      PRIORITY.of(priority), unix, mono, out, attempt, err)
  end)
  if not next_state then return nil, err end
  return { state = next_state, attempt = tonumber(attempt[0]) }
end

function Engine:put_account(game, account, state, now)
  text(game, "game") text(account, "account") text(state, "state")
  local unix, mono = times(now)
  return status_call(function(err)
    return C.shiming_engine_put_account(self._engine, game, #game, account, #account, state, #state, unix, mono, err)
  end)
end

-- player: {account=, state=}, or {di=} for a guest (34号 only). usage: nil where no profile asks for it.
function Engine:login(game, session, player, usage, now)
  text(game, "game") text(session, "session")
  local sums = usage and usage_of(usage)
  local unix, mono = times(now)
  local a, err, status = sized "shiming_admission", new_error()
  if player.di ~= nil then
    local di = text(player.di, "di")
    status = C.shiming_engine_login_guest(self._engine, game, #game, session, #session, di, #di, sums, unix, mono, a, err)
  else
    local account, state = text(player.account, "account"), text(player.state, "state")
    status = C.shiming_engine_login(self._engine, game, #game, session, #session, account, #account, state, #state, sums, unix, mono, a, err)
  end
  if status ~= 0 then return nil, fault(err) end
  return {
    allowed = a.allowed ~= 0, reported = a.reported ~= 0, reason = ffi.string(a.reason), rule_id = ffi.string(a.rule_id),
    valid_until = time(a.valid_until),
  }
end

function Engine:heartbeat(game, session, now)
  text(game, "game") text(session, "session")
  local unix, mono = times(now)
  return status_call(function(err) return C.shiming_engine_heartbeat(self._engine, game, #game, session, #session, unix, mono, err) end)
end

function Engine:logout(game, session, now)
  text(game, "game") text(session, "session")
  local unix, mono = times(now)
  return status_call(function(err) return C.shiming_engine_logout(self._engine, game, #game, session, #session, unix, mono, err) end)
end

-- The next step, a table with kind "persist", "event", "send" or "wait".
function Engine:poll(now)
  local unix, mono = times(now)
  local out, err = ffi.new "shiming_step *[1]", new_error()
  if C.shiming_engine_poll(self._engine, unix, mono, out, err) ~= 0 then return nil, fault(err) end
  local from, step = ffi.gc(out[0], C.shiming_step_free), nil
  if from.kind == 1 then
    step = {
      kind = "persist", seq = tonumber(from.seq), segment = tonumber(from.segment), drop_before = time(from.drop_before), bytes = view(from.bytes),
    }
  elseif from.kind == 2 then
    step = { kind = "event", seq = tonumber(from.seq), event = decode(view(from.event)) }
  elseif from.kind == 3 then
    step = {
      kind = "send", send = tonumber(from.send), endpoint = ENDPOINT.name[from.endpoint], timeout_ms = tonumber(from.timeout_ms),
      request = request_of(from.request),
    }
  else
    step = { kind = "wait", until_mono = tonumber(from.until_mono) }
  end
  C.shiming_step_free(ffi.gc(from, nil))
  return step
end

function Engine:persisted(seq)
  seq = int(seq, "seq")
  return status_call(function(err) return C.shiming_engine_persisted(self._engine, seq, err) end)
end

function Engine:handled(seq)
  seq = int(seq, "seq")
  return status_call(function(err) return C.shiming_engine_handled(self._engine, seq, err) end)
end

-- outcome: {kind="http", status=, body=, date=} or {kind="transport", sent="no"|"unknown"}. Answers "now", "late" or "already".
function Engine:complete(send, outcome, now)
  send = int(send, "send")
  local used, err, status = ffi.new "int32_t[1]", new_error()
  local unix, mono = times(now)
  if outcome.kind == "http" then
    local body, date, date_len = text(outcome.body, "body"), optional(outcome.date, "date")
    status = C.shiming_engine_complete(self._engine, send, int32(outcome.status, "status"), body, #body, date, date_len, unix, mono, used, err)
  elseif outcome.kind == "transport" then
    status = C.shiming_engine_complete_transport(self._engine, send, SENT.of(outcome.sent), unix, mono, used, err)
  else
    wrong("outcome", '{kind="http"} or {kind="transport"}')
  end
  if status ~= 0 then return nil, fault(err) end
  return USED.name[used[0]]
end

-- The state of an account, JSON text; nil without an error when the engine holds none.
function Engine:account(game, account)
  text(game, "game") text(account, "account")
  return bytes_call(function(out, err) return C.shiming_engine_account(self._engine, game, #game, account, #account, out, err) end)
end

-- {account=, si=, since=, reported=}; nil without an error when there is none.
function Engine:session(game, session)
  text(game, "game") text(session, "session")
  return json_call(function(out, err) return C.shiming_engine_session(self._engine, game, #game, session, #session, out, err) end)
end

-- Numbers of a game; nil: of all.
function Engine:stats(game)
  local g, g_len = optional(game, "game")
  return json_call(function(out, err) return C.shiming_engine_stats(self._engine, g, g_len, out, err) end)
end

return M
