-- The journal, the HTTP client and the loop: host.lua FOLDER, which is empty. Loopback only.
local socket = require "socket"
local http = require "shiming.http"
local journal = require "shiming.journal"
local host = require "shiming.host"
local folder = arg[1]

-- The journal reads back in order, is locked, and takes nothing twice.
local disk = assert(journal.open(folder .. "/j"))
local large = ("x"):rep(1024 * 1024 + 5)
for _, one in ipairs { { 9, 1, "a" }, { 9, 2, "b" }, { 10, 3, large }, { 11, 4, "" } } do assert(disk:append(unpack(one))) end
assert(not journal.open(folder .. "/j"), "two at once")
assert(not disk:append(11, 4, "x") and not disk:append(10, 9, "x"))
disk:close()
disk = assert(journal.open(folder .. "/j"))
assert(not disk:append(11, 9, "x"), "a second engine's segment")
assert(disk:drop_before(10))
local segments, text = {}, ""
assert(disk:load(function(segment, bytes)
  assert(#bytes <= 1024 * 1024)
  segments[#segments + 1], text = segment, text .. bytes
  return true
end))
assert(table.concat(segments, " ") == "10 10 11" and text == large)
disk:close()
assert(not journal.open "/proc/nothing/here")

-- One request against a server that says `answer`; what it saw, and the outcome.
local function exchange(answer, method, body)
  local server = assert(socket.bind("127.0.0.1", 0))
  server:settimeout(0)
  local _, port = server:getsockname()
  local opened, client, seen, outcome = {}, nil, "", nil
  local run = coroutine.wrap(function()
    outcome = http.exchange({ method = method, url = ("http://127.0.0.1:%d/p?a=1"):format(port), headers = { { "appId", "a" }, { "sign", "s" } }, body = body },
      function(connection) opened[#opened + 1] = connection end)
    return nil
  end)
  local connection, direction = run()
  local at, ends = 1, socket.gettime() + 20
  while not outcome do
    assert(socket.gettime() < ends, "no outcome")
    if not client then
      client = server:accept()
      if client then client:settimeout(0) end
    elseif at then
      local _, err, part = client:receive(100000)
      seen = seen .. (_ or part or "")
      if seen:find("\r\n\r\n", 1, true) and (body == "" or seen:sub(-#body) == body) then
        local last, wrong, sent = client:send(answer, at)
        at = (last or sent) + 1
        if last or wrong ~= "timeout" then
          client:close()
          at = nil
        end
      end
    end
    local ready = direction == "r" and { socket.select({ connection }, nil, 0.001) } or { socket.select(nil, { connection }, 0.001) }
    if #ready[1] + #ready[2] > 0 then connection, direction = run() end
  end
  for _, one in ipairs(opened) do one:close() end
  server:close()
  return outcome, seen
end

local outcome, seen = exchange("HTTP/1.1 502 Bad Gateway\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\nContent-Length: 2\r\n\r\nno", "POST", '{"data":"x"}')
assert(outcome.status == 502 and outcome.body == "no" and outcome.date == "Sat, 21 Nov 2026 00:00:00 GMT")
assert(seen:find("^POST /p%?a=1 HTTP/1.1\r\n") and seen:find("\r\nappId: a\r\nsign: s\r\nContent-Length: 12\r\n", 1, true) and seen:sub(-12) == '{"data":"x"}')
assert(not seen:lower():find "expect:")
outcome, seen = exchange("HTTP/1.1 307 T\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", "GET", "")
assert(outcome.status == 307 and outcome.body == "" and not seen:lower():find "content%-length")
outcome = exchange("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n", "GET", "")
assert(outcome.body == "abc0123456789abcdef")
assert(exchange("HTTP/1.1 200 OK\r\n\r\nuntil the end", "GET", "").body == "until the end")
for _, broken in ipairs { "", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "what?\r\n\r\n" } do
  outcome = exchange(broken, "POST", "x")
  assert(outcome.kind == "transport" and outcome.sent == "unknown", broken)
end
outcome = exchange("HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" .. (" "):rep(3000000), "GET", "")
assert(#outcome.body == 1024 * 1024 + 1)
local closed = assert(socket.bind("127.0.0.1", 0))
local _, port = closed:getsockname()
closed:close()
local refused = coroutine.wrap(function()
  return http.exchange({ method = "GET", url = ("http://127.0.0.1:%d/"):format(port), headers = {}, body = "" }, function() end)
end)
outcome = refused()
if type(outcome) ~= "table" then outcome = refused() end
assert(outcome.kind == "transport" and outcome.sent == "no")

-- A disk that fails ends the loop; a loop without work waits and ends well.
local config = { v = 1, journal_keys = { ("0a"):rep(32) } }
local broken = { load = function() return true end, append = function() return nil, "the disk is full" end }
local h = assert(host.open(config, broken, function() end))
local done, why = h:pump(0)
assert(not done and why == "the disk is full")
h:close()
local fresh = assert(journal.open(folder .. "/k"))
h = assert(host.open(config, fresh, function() end))
assert(h:pump(0) and h:pump(1))
h:close()
local _, err = h:pump(0)
assert(err.code == "null_pointer")
fresh:close()
local opened, reason = host.open({ v = 1, journal_keys = { ("0b"):rep(32) } }, assert(journal.open(folder .. "/k")), function() end)
assert(not opened and reason.code == "journal_key_unknown")
print "host: ok"
