-- A game server in small, against `shiming simulate`: main.lua URL JOURNAL first, which kills itself; then
-- main.lua URL JOURNAL second, which goes on from the journal. bindings/lua is in LUA_PATH.
local ffi = require "ffi"
local shiming = require "shiming"
local host = require "shiming.host"
local journal = require "shiming.journal"

local SECRET_KEY = "00112233445566778899aabbccddeeff" -- the simulator's
local url, folder, part = arg[1], arg[2], arg[3]

local function handle(event)
  if event.kind == "account_changed" then
    -- Commit event.state beside the player; only then return.
    print(event.account .. " is " .. event.state:match '"kind":"([%w_]+)"')
  elseif event.kind == "rows_settled" then
    for _, row in ipairs(event.rows) do print(("%s of %s was %s"):format(row.bt, row.session, row.outcome)) end
  elseif event.kind == "recovered" then
    print(("recovered %d sessions"):format(event.sessions))
  elseif event.kind == "alert" then
    print("alert: " .. event.code)
  end
end

local journal_key = assert(shiming.derive_journal_key(SECRET_KEY)):gsub(".", function(c) return ("%02x"):format(c:byte()) end)
local disk = assert(journal.open(folder))
local h = assert(host.open({ v = 1, journal_keys = { journal_key }, report_accepted = true }, disk, handle))
assert(h.engine:put_app { app_id = "example-app-id", keys = { { secret_key = SECRET_KEY } } })
assert(h.engine:put_game {
  game = "g", app_id = "example-app-id", biz_id = "1101000001",
  -- Without endpoints the engine talks to the authority itself.
  endpoints = {
    kind = "custom", check = url .. "/idcard/authentication/check", query = url .. "/idcard/authentication/query",
    report = url .. "/behavior/collection/loginout",
  },
})

local function wait(done)
  repeat assert(h:pump(1000)) until done()
end

local function login(account, session, name, id_number)
  local stored = assert(shiming.account_new()) -- account_load(...) once the player has a state
  local verifying = assert(h:verify("g", account, stored, name, id_number, "live"))
  local a = assert(h:login("g", session, { account = account, state = verifying.state }, nil))
  print(("%s: allowed %s, reported %s, because %s (%s)"):format(account, a.allowed, a.reported, a.reason, a.rule_id))
end

local function minor_at_noon()
  -- Verified elsewhere, born in 2010, on a Wednesday at noon in Beijing.
  local noon = { unix = 1794974400000, mono = 0 }
  local child = { kind = "link_person", pi = "1hpfml09b57f3f8185f8cb5094ea3f26278efb", birth = "2010-01-01", source = "own" }
  local state = assert(shiming.account_apply(assert(shiming.account_new()), child, nil, noon))
  local play = assert(shiming.decide(state, { base = "auto" }, nil, { played_today_s = 0, guest_used_s = 0 }, noon.unix)).play
  print(("a minor at noon: allowed %s, because %s (%s); open again %s"):format(play.allowed, play.reason, play.rule_id,
    os.date("!%Y-%m-%d %H:%M:%S", play.next_open / 1000 + 8 * 3600)))
end

if part == "first" then
  login("player-1", "session-1", "某一一", "110000190101010001") -- the authority answers at once
  login("player-2", "session-2", "某二一", "110000190201010009") -- pending for a minute
  assert(h:heartbeat("g", "session-1"))
  wait(function() return h.engine:session("g", "session-1").reported end) -- from its verification on
  assert(h:logout("g", "session-2"))
  minor_at_noon()
  assert(h:pump(0)) -- everything accepted is on disk: now the machine loses power
  io.flush()
  ffi.cdef "int getpid(void); int kill(int pid, int signal);"
  ffi.C.kill(ffi.C.getpid(), 9)
end

assert(h:heartbeat("g", "session-1")) -- the session is still open
assert(h:logout("g", "session-1"))
wait(function() return not h.engine:session("g", "session-1") end)
wait(function() return assert(h.engine:stats()).queued == 0 end)
h:close()
disk:close()
