-- What a program may do wrong, and what it gets.
local shiming = require "shiming"
local KEY, UNIX = "00112233445566778899aabbccddeeff", 1795000000000
local NOW = { unix = UNIX, mono = 1000 }

local function refused(code, value, err)
  assert(value == nil and err and err.code == code, ("expected %s, got %s %s"):format(code, tostring(value), tostring(err)))
  return err
end

local function raised(call, ...)
  local good, why = pcall(call, ...)
  assert(not good and tostring(why):find "^shiming: ", tostring(why))
end

-- Errors are typed and quote nothing.
local err = refused("invalid_id_number", shiming.validate_id_number("110000190101010002", UNIX))
assert(err.number == 19 and err.reason == "check_digit" and err.field == "id_number" and not tostring(err):find "110000")
assert(tostring(err):find("^shiming: invalid_id_number %(19%) in id_number, check_digit: "))

-- Absent is not empty.
assert(shiming.encrypt_body(KEY, nil, "x"))
refused("invalid_nonce", shiming.encrypt_body(KEY, "", "x"))
local new = shiming.account_new()
refused("invalid_calendar", shiming.next_play_window(new, '{"base":"auto"}', "", UNIX))
assert(shiming.decide(new, { base = "auto" }, nil, { played_today_s = 0, guest_used_s = 0 }, UNIX).play.next_open == nil)
assert(shiming.open_engine({ v = 1, journal = "off" }, "", NOW) == nil)

-- Text that is no UTF-8, with NUL, and odd characters.
refused("invalid_text", shiming.validate_name "\255")
local params = { { "appId", "a" }, { "bizId", "b" }, { "timestamps", "1" }, { "x", "\255" } }
refused("invalid_text", shiming.sign(KEY, params, ""))
params[4][2] = 'a\0"\\/\n好'
assert(shiming.explain_sign(KEY, params, "").sorted[4][2] == params[4][2])
refused("invalid_parameter", shiming.redact("nothing of this name", "x"))

-- Numbers: no fraction, no NaN, nothing that a double does not hold exactly.
for _, odd in ipairs { 0.5, 0 / 0, 1 / 0, 2 ^ 60, "1", {}, false } do raised(shiming.age_on, "2000-01-01", odd, "birthday") end
assert(shiming.age_on("2000-01-01", 1795000000000LL, "birthday") == 26)
for _, odd in ipairs { 2 ^ 31, 1.5, 0 / 0 } do raised(shiming.errcode_info, odd) end
raised(shiming.validate_name, nil)
raised(shiming.sign, KEY, { { "appId" } }, "")

-- Handles: closed twice, used after, taken for others, forgotten.
local app = assert(shiming.app("a", "1101000001", KEY))
assert(shiming.query_request(app, { kind = "production" }, "ai", UNIX).method == "GET")
app:close()
app:close()
refused("null_pointer", shiming.query_request(app, { kind = "production" }, "ai", UNIX))
raised(shiming.query_request, {}, { kind = "production" }, "ai", UNIX)
local engine = assert(shiming.open_engine({ v = 1, journal = "off" }, nil, NOW))
assert(engine:put_app { app_id = "a", keys = { { secret_key = KEY } } })
assert(engine:put_game { game = "g", app_id = "a", biz_id = "1101000001" })
refused("unknown_game", engine:session("h", "s"))
local none, why = engine:session("g", "s")
assert(none == nil and why == nil)
assert(engine:stats().queued == 0 and type(engine:stats().lanes) == "table")
refused("unknown_send", engine:complete(5, { kind = "transport", sent = "no" }, NOW))
raised(engine.complete, engine, 5, { kind = "?" }, NOW)
raised(engine.poll, engine, {})
engine:close()
engine:close()
refused("null_pointer", engine:poll(NOW))
refused("null_pointer", engine:stats())
for _ = 1, 300 do shiming.open_engine({ v = 1, journal = "off" }, nil, NOW) end
collectgarbage()
collectgarbage()

-- Many rows, whose texts must live as long as the call; the collector runs in between.
app = assert(shiming.app("a", "1101000001", KEY))
for _ = 1, 20 do
  local rows = {}
  for i = 1, 128 do rows[i] = { si = "s" .. i, bt = "login", ot = UNIX / 1000 - 5, ct = "guest", di = ("d"):rep(i % 32 + 1) } end
  local request = assert(shiming.report_request(app, { kind = "production" }, rows, ("\0"):rep(12), UNIX))
  local plain = assert(shiming.decrypt_body(KEY, request.body))
  for i = 1, 128 do assert(plain:find('"si":"s' .. i .. '"', 1, true)) end
end
refused("invalid_rows", shiming.report_request(app, { kind = "production" }, {}, nil, UNIX))
refused("invalid_parameter", shiming.report_request(app, { kind = "production" }, { { si = "s", bt = "?", ot = 1, ct = "guest" } }, nil, UNIX))
print "api: ok"
