-- HTTP over luasocket as the engine wants it: every request once, exactly as it is, on a connection of its own, without
-- redirects, and an honest word about what became of it. https needs luasec. exchange() runs inside a coroutine and yields
-- (socket, "r" or "w") whenever it would block; shiming.host resumes it. Only the look-up of a name blocks.
local socket = require "socket"

local MAX_ANSWER = 1024 * 1024 + 1 -- One byte beyond what the engine takes, so that it sees that there was more.
local MAX_HEAD = 64 * 1024

local M = {
  -- What luasec is given for https. The system's certificates, by the usual path.
  tls = { mode = "client", protocol = "any", verify = "peer", options = { "all", "no_sslv3", "no_tlsv1", "no_tlsv1_1" }, cafile = "/etc/ssl/certs/ca-certificates.crt" },
}

local function wait_for(connection, err)
  if err == "wantwrite" then coroutine.yield(connection, "w") else coroutine.yield(connection, "r") end
end

-- More bytes; nil at the end of the connection; false when it broke.
local function receive(connection)
  while true do
    local bytes, err, part = connection:receive(65536)
    bytes = bytes or part
    if bytes and #bytes > 0 then return bytes end
    if err == "closed" then return nil end
    if err ~= "timeout" and err ~= "wantread" and err ~= "wantwrite" then return false end
    wait_for(connection, err)
  end
end

local function send(connection, bytes)
  local at = 1
  while at <= #bytes do
    local last, err, part = connection:send(bytes, at)
    at = (last or part or at - 1) + 1
    if not last then
      if err ~= "timeout" and err ~= "wantwrite" and err ~= "wantread" then return false end
      coroutine.yield(connection, err == "wantread" and "r" or "w")
    end
  end
  return true
end

local function certificate_is_of(connection, host)
  for _, extension in pairs(connection:getpeercertificate():extensions()) do
    for _, name in ipairs(extension.dNSName or {}) do
      name = name:lower()
      if name == host or (name:sub(1, 2) == "*." and host:match "^[^.]+%.(.+)$" == name:sub(3)) then return true end
    end
  end
  return false
end

local function tls(connection, host)
  local wrapped = require("ssl").wrap(connection, M.tls)
  if not wrapped then return nil end
  wrapped:settimeout(0)
  wrapped:sni(host)
  while true do
    local done, err = wrapped:dohandshake()
    if done then return certificate_is_of(wrapped, host:lower()) and wrapped or nil end
    if err ~= "wantread" and err ~= "wantwrite" and err ~= "timeout" then return nil end
    wait_for(wrapped, err)
  end
end

-- The body of `text` from `at` on when it is whole, else nil.
local function chunks(text, at)
  local parts = {}
  while true do
    local size, next_at = text:match("^(%x+)[^\r\n]*\r\n()", at)
    if not size then return nil end
    size = tonumber(size, 16)
    if size == 0 then return table.concat(parts) end
    if #text < next_at + size + 1 then return nil end
    parts[#parts + 1] = text:sub(next_at, next_at + size - 1)
    at = next_at + size + 2
  end
end

local function read(connection)
  local text, finished, head, body_at, length, chunked = "", false, nil, nil, nil, nil
  while true do
    if not head then
      head, body_at = text:match "^(.-\r\n)\r\n()"
      if head then
        local lower = head:lower()
        length = tonumber(lower:match "\r\ncontent%-length:[ \t]*(%d+)")
        chunked = lower:find("\r\ntransfer%-encoding:[^\r]*chunked") ~= nil
      end
    end
    if head then
      local body = text:sub(body_at)
      if chunked then
        body = chunks(text, body_at)
      elseif length then
        body = (#body >= math.min(length, MAX_ANSWER)) and body:sub(1, length) or nil
      elseif not finished and #body < MAX_ANSWER then
        body = nil
      end
      if not body and #text - body_at >= 2 * MAX_ANSWER then body = text:sub(body_at) end
      if body then return head, body:sub(1, MAX_ANSWER) end
    end
    if finished or (not head and #text > MAX_HEAD) then return nil end
    local bytes = receive(connection)
    if bytes == false then return nil end
    if bytes == nil then finished = true else text = text .. bytes end
  end
end

-- Sends one request; answers the outcome that engine:complete takes. on_open(connection) is told every socket, to be closed
-- if the coroutine is given up.
function M.exchange(request, on_open)
  local no, unknown = { kind = "transport", sent = "no" }, { kind = "transport", sent = "unknown" }
  local scheme, host, port, path = request.url:match "^(https?)://([^/:?]+):?(%d*)(.*)$"
  if not scheme then return no end
  if path:sub(1, 1) ~= "/" then path = "/" .. path end
  local connection = socket.tcp()
  on_open(connection)
  connection:settimeout(0)
  local connected, err = connection:connect(host, tonumber(port) or (scheme == "https" and 443 or 80))
  if not connected and err ~= "timeout" then return no end
  if not connected then
    coroutine.yield(connection, "w")
    connected, err = connection:connect(host, tonumber(port) or (scheme == "https" and 443 or 80))
    if not connected and err ~= "already connected" then return no end
  end
  if scheme == "https" then
    connection = tls(connection, host)
    if not connection then return no end
    on_open(connection)
  end
  local lines = { ("%s %s HTTP/1.1"):format(request.method, path), "Host: " .. host .. (port ~= "" and ":" .. port or "") }
  for _, header in ipairs(request.headers) do lines[#lines + 1] = header[1] .. ": " .. header[2] end
  if request.method ~= "GET" then lines[#lines + 1] = "Content-Length: " .. #request.body end
  lines[#lines + 1] = "Connection: close\r\n\r\n"
  if not send(connection, table.concat(lines, "\r\n") .. request.body) then return unknown end
  local head, body = read(connection)
  local status = head and tonumber(head:match "^HTTP/1%.[01] (%d%d%d)")
  if not status then return unknown end
  return { kind = "http", status = status, body = body, date = ("\r\n" .. head):match "\r\n[Dd][Aa][Tt][Ee]:[ \t]*([^\r\n]*)\r\n" }
end

return M
