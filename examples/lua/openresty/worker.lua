-- The host for OpenResty: the loop of shiming.host with its sockets and semaphores. One worker has the engine; start it in
-- init_worker_by_lua, never in init_by_lua: a fork must not come after.
local semaphore = require "ngx.semaphore"
local journal = require "shiming.journal"
local shiming = require "shiming"

local MAX_ANSWER = 1024 * 1024 + 1 -- One byte beyond what the engine takes, so that it sees that there was more.
local M = { wake = semaphore.new(0) }

local function read(connection)
  local line = connection:receive "*l"
  local status = line and tonumber(line:match "^HTTP/1%.[01] (%d%d%d)")
  if not status then return nil end
  local length, chunked, date
  repeat
    line = connection:receive "*l"
    if not line then return nil end
    local name, value = line:match "^([^:]+):%s*(.-)%s*$"
    name = name and name:lower()
    if name == "content-length" then length = tonumber(value) end
    if name == "transfer-encoding" then chunked = value:lower():find("chunked", 1, true) end
    if name == "date" then date = value end
  until line == ""
  local body
  if chunked then
    local parts, total = {}, 0
    repeat
      local size = tonumber((connection:receive "*l" or ""):match "^%x+", 16)
      local part = size and (size == 0 and "" or size < MAX_ANSWER and connection:receive(size))
      if not part or (size > 0 and not connection:receive(2)) then return nil end
      parts[#parts + 1], total = part, total + size
    until size == 0 or total >= MAX_ANSWER
    body = table.concat(parts)
  elseif length then
    body = length == 0 and "" or connection:receive(math.min(length, MAX_ANSWER))
  else
    local whole, _, part = connection:receive "*a"
    body = whole or part
  end
  return body and { kind = "http", status = status, body = body:sub(1, MAX_ANSWER), date = date }
end

-- One request, once, exactly as it is, and an honest word about what became of it. The time-out is of the whole call.
local function exchange(request, timeout_ms)
  local no, unknown = { kind = "transport", sent = "no" }, { kind = "transport", sent = "unknown" }
  local scheme, host, port, path = request.url:match "^(https?)://([^/:?]+):?(%d*)(.*)$"
  if not scheme then return no end
  local connection = ngx.socket.tcp()
  connection:settimeout(timeout_ms)
  if not connection:connect(host, tonumber(port) or (scheme == "https" and 443 or 80)) then return no end
  -- The certificates it trusts are those of lua_ssl_trusted_certificate.
  if scheme == "https" and not connection:sslhandshake(nil, host, true) then return no end
  local lines = { ("%s %s HTTP/1.1"):format(request.method, path:sub(1, 1) == "/" and path or "/" .. path), "Host: " .. host .. (port ~= "" and ":" .. port or "") }
  for _, header in ipairs(request.headers) do lines[#lines + 1] = header[1] .. ": " .. header[2] end
  if request.method ~= "GET" then lines[#lines + 1] = "Content-Length: " .. #request.body end
  lines[#lines + 1] = "Connection: close\r\n\r\n"
  local outcome = connection:send { table.concat(lines, "\r\n"), request.body } and read(connection) or unknown
  connection:close()
  return outcome
end

local function send(step)
  local call = ngx.thread.spawn(exchange, step.request, step.timeout_ms)
  local clock = ngx.thread.spawn(function() ngx.sleep(step.timeout_ms / 1000) end)
  local fine, outcome = ngx.thread.wait(call, clock)
  ngx.thread.kill(call)
  ngx.thread.kill(clock)
  M.engine:complete(step.send, fine and outcome or { kind = "transport", sent = "unknown" }, shiming.now())
  M.wake:post(1)
end

local function loop(disk, handle)
  while not ngx.worker.exiting() do
    local now = shiming.now()
    local step = assert(M.engine:poll(now))
    if step.kind == "persist" then
      assert(disk:append(step.segment, step.seq, step.bytes)) -- fsync stops this worker for its time
      assert(M.engine:persisted(step.seq))
      if step.drop_before then assert(disk:drop_before(step.drop_before)) end
    elseif step.kind == "event" then
      handle(step.event)
      assert(M.engine:handled(step.seq))
    elseif step.kind == "send" then
      ngx.thread.spawn(send, step)
    else
      M.wake:wait(math.max(0.001, math.min(step.until_mono - now.mono, 1000) / 1000))
    end
  end
  disk:close()
end

-- Opens the engine on the journal in a folder and runs it in a timer of this worker. setup(engine) puts apps and games. Afterwards
-- M.engine takes calls from every request of this worker; post M.wake after each. When the loop fails, nothing becomes durable any more:
-- the worker ends itself, and nginx starts another from the journal.
function M.start(config, folder, setup, handle)
  local disk = assert(journal.open(folder))
  M.engine = assert(shiming.open_engine(config, nil, shiming.now()))
  assert(disk:load(function(segment, bytes) return M.engine:load(segment, bytes) end))
  setup(M.engine)
  assert(ngx.timer.at(0, function(premature)
    if premature then return end
    local fine, why = pcall(loop, disk, handle)
    if fine then return end
    ngx.log(ngx.EMERG, "shiming: ", why)
    os.exit(1)
  end))
end

return M
