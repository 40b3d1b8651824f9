-- The testee of the Lua surface: reads calls of the pipe protocol, makes them through shiming.lua as a user would, and
-- writes the answers. Glue only. Start it with bindings/lua in LUA_PATH.
local cjson = require "cjson"
local shiming = require "shiming"

shiming.null = cjson.null -- The protocol shows absent values as null.

local MAX_LINE = 4 * 1024 * 1024

-- Writing. cjson cannot tell an empty list from an empty object: the names of lists do.
local LISTS = {}
for name in ("ops sorted warnings presets results days matches uids actions degraded documents lanes rows sessions damage headers effects"):gmatch "%S+" do
  LISTS[name] = true
end

local function encode(value, name)
  if type(value) ~= "table" then return cjson.encode(value) end
  local parts = {}
  if #value > 0 or LISTS[name] then
    for i, member in ipairs(value) do parts[i] = encode(member) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for key, member in pairs(value) do parts[#parts + 1] = cjson.encode(key) .. ":" .. encode(member, key) end
  return "{" .. table.concat(parts, ",") .. "}"
end

-- Arguments. What is wrong is thrown as a table and caught in answer().
local function fail(code, field, detail) error({ code = code, field = field, detail = detail }, 0) end
local function bad_call() fail("bad_call", nil, "see the shapes of the protocol") end
local function invalid(field) fail("invalid_parameter", field, "this argument is missing or out of range: see the protocol") end

local function hex(bytes) return (bytes:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end

local function unhex(digits)
  if type(digits) ~= "string" or #digits % 2 ~= 0 or digits:find "[^0-9a-f]" then bad_call() end
  return (digits:gsub("..", function(pair) return string.char(tonumber(pair, 16)) end))
end

local function present(a, name)
  local value = a[name]
  if value == cjson.null then return nil end
  return value
end

local function required(a, name)
  local value = present(a, name)
  if value == nil then invalid(name) end
  return value
end

local function text_of(value)
  if type(value) == "string" then return value end
  if type(value) ~= "table" then bad_call() end
  return unhex(value["$utf8_hex"])
end

local function text(a, name) return text_of(required(a, name)) end

local function optional(a, name)
  local value = present(a, name)
  return value ~= nil and text_of(value) or nil
end

local function valid_utf8(value)
  return shiming.redact("text", value) ~= nil
end

-- The name of an enumeration's value. In Lua an ill-formed one is like any that is not known.
local function choice(a, name)
  local value = text(a, name)
  if not valid_utf8(value) then fail("invalid_text", name, "pass well-formed UTF-8") end
  return value
end

local function bytes(a, name) return unhex(required(a, name .. "_hex")) end

local function int(a, name)
  local value = required(a, name)
  if type(value) == "number" and value % 1 == 0 then return value end
  if type(value) ~= "table" or type(value["$int"]) ~= "string" then bad_call() end
  local sign, digits = value["$int"]:match "^(-?)0*(%d+)$"
  if not digits or #digits > 19 then invalid(name) end
  local limit = sign == "-" and "9223372036854775808" or "9223372036854775807"
  if #digits == 19 and digits > limit then invalid(name) end
  local number = 0LL
  for digit in digits:gmatch "%d" do number = number * 10 - tonumber(digit) end
  return sign == "-" and number or -number
end

local function int32(a, name)
  local value = int(a, name)
  if value < -0x80000000LL or value > 0x7fffffffLL then invalid(name) end
  return tonumber(value)
end

local function object(a, name)
  local value = required(a, name)
  if type(value) ~= "table" then bad_call() end
  return value
end

local function now(a)
  local clocks = object(a, "now")
  return { unix = int(clocks, "unix"), mono = int(clocks, "mono") }
end

local function pairs_of(a, name)
  local list = {}
  for i, pair in ipairs(object(a, name)) do
    if type(pair) ~= "table" or #pair ~= 2 then bad_call() end
    list[i] = { text_of(pair[1]), text_of(pair[2]) }
  end
  return list
end

local function usage(a)
  local given = object(a, "usage")
  return { played_today_s = int(given, "played_today_s"), guest_used_s = int(given, "guest_used_s") }
end

local function check(value, err)
  if value == nil and err then error(err, 0) end
  return value
end

local function app(a)
  local given = object(a, "app")
  return check(shiming.app(text(given, "app_id"), text(given, "biz_id"), text(given, "secret_key")))
end

local function request(value, err)
  check(value, err)
  return { method = value.method, url = value.url, headers = value.headers, body_hex = hex(value.body) }
end

local function or_null(value, err)
  check(value, err)
  if value == nil then return cjson.null end
  return value
end

local function named(name, value, err) return { [name] = check(value, err) } end
local function named_hex(name, value, err) return { [name] = hex(check(value, err)) } end

local function rows(a)
  local list = {}
  for i, one in ipairs(object(a, "rows")) do
    if type(one) ~= "table" then bad_call() end
    list[i] = { si = text(one, "si"), bt = choice(one, "bt"), ot = int(one, "ot"), ct = choice(one, "ct"), pi = optional(one, "pi"), di = optional(one, "di") }
  end
  return list
end

local ops, names = {}, { "hello" }
local op = setmetatable({}, { __newindex = function(_, name, run) ops[name] = run; names[#names + 1] = name end })

local function platform(a) return present(a, "platform") ~= nil and choice(a, "platform") or nil end

function op.sign(a) return named("sign", shiming.sign(text(a, "secret_key"), pairs_of(a, "params"), bytes(a, "body"))) end
function op.explain_sign(a) return check(shiming.explain_sign(text(a, "secret_key"), pairs_of(a, "params"), bytes(a, "body"))) end
function op.encrypt_body(a) return named_hex("body_hex", shiming.encrypt_body(text(a, "secret_key"), bytes(a, "nonce"), bytes(a, "plaintext"))) end
function op.decrypt_body(a) return named_hex("plaintext_hex", shiming.decrypt_body(text(a, "secret_key"), bytes(a, "body"))) end
function op.check_request(a)
  return request(shiming.check_request(app(a), object(a, "endpoints"), text(a, "ai"), text(a, "name"), text(a, "id_number"), bytes(a, "nonce"), int(a, "unix")))
end
function op.query_request(a) return request(shiming.query_request(app(a), object(a, "endpoints"), text(a, "ai"), int(a, "unix"))) end
function op.report_request(a) return request(shiming.report_request(app(a), object(a, "endpoints"), rows(a), bytes(a, "nonce"), int(a, "unix"))) end
function op.parse_check(a) return check(shiming.parse_check(int32(a, "status"), bytes(a, "body"))) end
function op.parse_query(a) return check(shiming.parse_query(int32(a, "status"), bytes(a, "body"))) end
function op.parse_report(a) return check(shiming.parse_report(int32(a, "status"), bytes(a, "body"), int32(a, "rows"))) end
function op.errcode_info(a) return check(shiming.errcode_info(int32(a, "errcode"))) end
function op.ai_for_attempt(a)
  return named("ai", shiming.ai_for_attempt(bytes(a, "salt"), text(a, "biz_id"), text(a, "account"), int(a, "attempt"), text(a, "name"), text(a, "id_number")))
end
function op.normalize_id(a) return check(shiming.normalize_id(text(a, "raw"), choice(a, "mode"))) end
function op.unpad_id(a) return named("raw", shiming.unpad_id(text(a, "id"))) end
function op.validate_name(a) return check(shiming.validate_name(text(a, "name"))) end
function op.validate_id_number(a) return check(shiming.validate_id_number(text(a, "id_number"), int(a, "unix"))) end
function op.pi_birth_date(a) return check(shiming.pi_birth_date(text(a, "pi"))) end
function op.redact(a) return named("text", shiming.redact(choice(a, "kind"), text(a, "value"))) end
function op.interface_test(a) return check(shiming.interface_test(int32(a, "case"))) end
function op.interface_test_request(a)
  local case = int32(a, "case")
  return request(shiming.interface_test_request(case, app(a), text(a, "code"), int32(a, "preset"), bytes(a, "nonce"), int(a, "unix")))
end
function op.interface_test_judge(a) return check(shiming.interface_test_judge(int32(a, "case"), int32(a, "status"), bytes(a, "body"))) end
function op.derive_journal_key(a) return named_hex("key_hex", shiming.derive_journal_key(text(a, "secret_key"))) end
function op.age_on(a) return named("age", shiming.age_on(text(a, "birth"), int(a, "unix"), choice(a, "rule"))) end
function op.decide(a) return check(shiming.decide(text(a, "state"), text(a, "profile"), optional(a, "calendar"), usage(a), int(a, "unix"))) end
function op.decide_payment(a)
  return check(shiming.decide_payment(text(a, "state"), text(a, "profile"), optional(a, "calendar"), int(a, "spent_month_fen"), int(a, "amount_fen"), int(a, "unix")))
end
function op.next_play_window(a) return or_null(shiming.next_play_window(text(a, "state"), text(a, "profile"), optional(a, "calendar"), int(a, "unix"))) end
function op.play_windows(a) return check(shiming.play_windows(int32(a, "year"), int32(a, "month"), text(a, "profile"), optional(a, "calendar"))) end
function op.reason_text(a) return check(shiming.reason_text(text(a, "reason"))) end
for _, verb in ipairs { "play", "exit" } do
  op["omnisdk_" .. verb .. "_request"] = function(a)
    return request(shiming["omnisdk_" .. verb .. "_request"](text(a, "profile"), text(a, "key"), text(a, "uid"), platform(a), choice(a, "form"), int(a, "unix")))
  end
end
function op.omnisdk_sign(a) return named("sign", shiming.omnisdk_sign(text(a, "profile"), text(a, "key"), bytes(a, "body"))) end
function op.omnisdk_diagnose_signature(a) return check(shiming.omnisdk_diagnose_signature(text(a, "profile"), text(a, "key"), bytes(a, "body"))) end
function op.omnisdk_parse_response(a) return check(shiming.omnisdk_parse_response(int32(a, "status"), bytes(a, "body"))) end
function op.omnisdk_verify_callback(a) return check(shiming.omnisdk_verify_callback(text(a, "profile"), text(a, "key"), bytes(a, "body"))) end
function op.omnisdk_callback_reply(a) return named_hex("body_hex", shiming.omnisdk_callback_reply(choice(a, "outcome"))) end
function op.omnisdk_verify_login(a)
  return named("valid", shiming.omnisdk_verify_login(text(a, "app_id"), text(a, "key"), text(a, "uid"), text(a, "verify_timestamp"), text(a, "signature")))
end
function op.omnisdk_certification(a) return named("real_name", shiming.omnisdk_certification(int32(a, "value"))) end
function op.player_network_parse(a) return named("login", shiming.player_network_parse(bytes(a, "body"))) end
function op.player_network_decide(a) return check(shiming.player_network_decide(text(a, "login"), text(a, "options"), int(a, "unix"))) end
function op.adapt_status(a) return named("real_name", shiming.adapt_status(choice(a, "source"), text(a, "value"))) end
function op.account_new() return named("state", shiming.account_new()) end
function op.account_load(a) return named("state", shiming.account_load(text(a, "json"))) end
function op.account_apply(a)
  local state, event, fresh_ai = text(a, "state"), object(a, "event"), optional(a, "fresh_ai")
  local next_state, effects = shiming.account_apply(state, event, fresh_ai, now(a))
  return { state = check(next_state, effects), effects = effects }
end

local engines = {}

local function engine(a)
  return engines[tonumber(int(a, "e"))] or invalid "e"
end

local function empty(value, err)
  check(value, err)
  return {}
end

local function drop(number)
  if engines[number] then engines[number]:close() end
  engines[number] = nil
end

function op.engine_open(a)
  local number = tonumber(int(a, "e"))
  drop(number)
  engines[number] = check(shiming.open_engine(text(a, "config"), bytes(a, "entropy"), now(a)))
  return {}
end
function op.engine_load(a) return empty(engine(a):load(int(a, "segment"), bytes(a, "bytes"))) end
function op.engine_put_app(a) return empty(engine(a):put_app(text(a, "json"))) end
function op.engine_put_game(a) return empty(engine(a):put_game(text(a, "json"))) end
function op.engine_put_policy(a) return empty(engine(a):put_policy(text(a, "json"))) end
function op.engine_remove_game(a) return empty(engine(a):remove_game(text(a, "game"))) end
function op.engine_set_share(a)
  local given = object(a, "share")
  local share = { index = int(given, "index"), count = int(given, "count"), from = int(given, "from") }
  if present(given, "until") ~= nil then share["until"] = int(given, "until") end
  return empty(engine(a):set_share(text(a, "game"), share))
end
function op.engine_hold(a) return empty(engine(a):hold(text(a, "game"), choice(a, "endpoint"), int(a, "until"))) end
function op.engine_verify(a)
  return check(engine(a):verify(text(a, "game"), text(a, "account"), text(a, "state"), text(a, "name"), text(a, "id_number"), choice(a, "priority"), now(a)))
end
function op.engine_put_account(a) return empty(engine(a):put_account(text(a, "game"), text(a, "account"), text(a, "state"), now(a))) end
function op.engine_login(a)
  local it, game, session, di = engine(a), text(a, "game"), text(a, "session"), optional(a, "di")
  local player = di and { di = di } or { account = text(a, "account"), state = text(a, "state") }
  local sums = present(a, "usage") ~= nil and usage(a) or nil
  return check(it:login(game, session, player, sums, now(a)))
end
function op.engine_heartbeat(a) return empty(engine(a):heartbeat(text(a, "game"), text(a, "session"), now(a))) end
function op.engine_logout(a) return empty(engine(a):logout(text(a, "game"), text(a, "session"), now(a))) end
function op.engine_poll(a)
  local step = check(engine(a):poll(now(a)))
  if step.kind == "persist" then
    step.bytes_hex, step.bytes = hex(step.bytes), nil
  elseif step.kind == "send" then
    step.request = request(step.request)
  end
  return step
end
function op.engine_persisted(a) return empty(engine(a):persisted(int(a, "seq"))) end
function op.engine_handled(a) return empty(engine(a):handled(int(a, "seq"))) end
function op.engine_complete(a)
  local it, send, given = engine(a), int(a, "send"), object(a, "outcome")
  local outcome = { kind = text(given, "kind") }
  if outcome.kind == "http" then
    outcome.status, outcome.body, outcome.date = int32(given, "status"), bytes(given, "body"), optional(given, "date")
  elseif outcome.kind == "transport" then
    outcome.sent = choice(given, "sent")
  else
    invalid "outcome"
  end
  return named("used", it:complete(send, outcome, now(a)))
end
function op.engine_account(a)
  local state = check(engine(a):account(text(a, "game"), text(a, "account")))
  return state and { state = state } or cjson.null
end
function op.engine_session(a) return or_null(engine(a):session(text(a, "game"), text(a, "session"))) end
function op.engine_stats(a) return check(engine(a):stats(optional(a, "game"))) end
function op.engine_free(a)
  engine(a)
  drop(tonumber(int(a, "e")))
  return {}
end

-- The protocol.
local EDGE = { null_pointer = true, abi = true, poisoned = true, panic = true }
local numbers, codes = {}, {}
for number = 1, 999 do
  local name = shiming.status_name(number)
  if name then
    numbers[name] = number
    if not EDGE[name] then codes[name] = number end
  end
end

function ops.hello(a)
  if int(a, "protocol") ~= 1 then fail("unsupported_protocol", "protocol", "this program speaks protocol 1") end
  return { protocol = 1, language = "lua", version = shiming.version(), abi = shiming.abi_version(), ops = names, error_codes = codes }
end

local function answer(line)
  local read, call = pcall(cjson.decode, line)
  local id
  local good, ok = xpcall(function()
    if #line > MAX_LINE or not read or type(call) ~= "table" then bad_call() end
    if type(call.id) ~= "number" or call.id % 1 ~= 0 or type(call.op) ~= "string" or type(call.args) ~= "table" or #call.args > 0 then bad_call() end
    id = call.id
    if not ops[call.op] then fail("unknown_op", nil, "no operation has this name: hello lists them all") end
    return ops[call.op](call.args)
  end, function(err)
    if type(err) == "table" then return err end
    return { code = "internal", detail = debug.traceback(err) }
  end)
  if good then return encode { id = id, ok = ok } end
  return encode {
    id = ok.code ~= "bad_call" and id or cjson.null,
    error = {
      code = ok.code, number = ok.number or numbers[ok.code], reason = ok.reason or cjson.null, field = ok.field or cjson.null,
      errcode = ok.errcode or cjson.null, detail = ok.detail,
    },
  }
end

for line in io.lines() do
  io.write(answer(line), "\n")
  io.flush()
end
