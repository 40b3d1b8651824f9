-- A host for the engine in one thread: luasocket and a journal, the whole of what a host does. There is no rule here. In
-- OpenResty and skynet, whose sockets and timers are their own, write this loop with those; it is the README's.
local socket = require "socket"
local shiming = require "shiming"
local http = require "shiming.http"

local MAX_CONNECTIONS = 500 -- The authority takes 1,000 from one address (V1.9 §三); select of luasocket takes 1,024 files.
local PATIENCE_MS = 2000 -- A request must reach the wire this soon after poll gave it out.

local Host = {}
Host.__index = Host

-- Opens an engine on a journal and loads it. Put the apps, policies and games next (host.engine), then pump. handle(event) is
-- told every event: when it returns, the engine forgets the fact, so store it first; if it raises an error, the fact comes
-- again after a restart. Kinds that you do not know are ignored.
local function open(config, journal, handle)
  local engine, err = shiming.open_engine(config, nil, shiming.now())
  if not engine then return nil, err end
  local loaded, why = journal:load(function(segment, bytes) return engine:load(segment, bytes) end)
  if not loaded then
    engine:close()
    return nil, why
  end
  return setmetatable({ engine = engine, journal = journal, handle = handle, jobs = {}, waiting = {} }, Host)
end

-- host:verify, login, heartbeat and logout are the engine's with the clocks as they are. Pump soon after them.
for _, verb in ipairs { "verify", "put_account", "login", "heartbeat", "logout" } do
  local count = ({ verify = 6, put_account = 3, login = 4, heartbeat = 2, logout = 2 })[verb]
  Host[verb] = function(self, ...)
    local args = { ... }
    args[count + 1] = shiming.now()
    return self.engine[verb](self.engine, unpack(args, 1, count + 1))
  end
end

function Host:complete(job, outcome)
  for _, connection in ipairs(job.opened) do connection:close() end
  self.jobs[job] = nil
  -- An unknown number, say of a request that outlived its lease by far, is harmless.
  self.engine:complete(job.send, outcome, shiming.now())
end

function Host:resume(job)
  local alive, first, direction = coroutine.resume(job.run)
  if alive and coroutine.status(job.run) == "suspended" then
    job.connection, job.direction = first, direction
  else
    -- A defect in the client says nothing about the request.
    self:complete(job, alive and first or { kind = "transport", sent = "unknown" })
  end
end

function Host:start(step, given)
  local job = { send = step.send, opened = {}, ends = given + step.timeout_ms }
  job.run = coroutine.create(function()
    return http.exchange(step.request, function(connection) job.opened[#job.opened + 1] = connection end)
  end)
  self.jobs[job] = true
  self:resume(job)
end

-- Takes steps until there is nothing to do, then waits for sockets, at most max_ms. Everything accepted before the call is
-- durable after it. nil and why: of the disk or of the engine; then this process must end, because nothing more becomes
-- durable. Call it over and over, from the thread that calls the engine.
function Host:pump(max_ms)
  local step, now, err
  repeat
    now = shiming.now()
    step, err = self.engine:poll(now)
    if not step then return nil, err end
    local done = true
    if step.kind == "persist" then
      done, err = self.journal:append(step.segment, step.seq, step.bytes)
      if done then done, err = self.engine:persisted(step.seq) end
      if done and step.drop_before then done, err = self.journal:drop_before(step.drop_before) end
    elseif step.kind == "event" then
      self.handle(step.event)
      done, err = self.engine:handled(step.seq)
    elseif step.kind == "send" then
      self.waiting[#self.waiting + 1] = { step = step, given = now.mono }
    end
    if not done then return nil, err end
  until step.kind == "wait"
  local readers, writers, by_connection, count, till = {}, {}, {}, 0, math.min(step.until_mono, now.mono + max_ms)
  while #self.waiting > 0 do
    local open_now = 0
    for _ in pairs(self.jobs) do open_now = open_now + 1 end
    local first = self.waiting[1]
    if now.mono - first.given > PATIENCE_MS then
      table.remove(self.waiting, 1)
      self.engine:complete(first.step.send, { kind = "transport", sent = "no" }, now)
    elseif open_now < MAX_CONNECTIONS then
      table.remove(self.waiting, 1)
      self:start(first.step, first.given)
    else
      break
    end
    till = now.mono -- Whatever was completed calls for a poll.
  end
  for job in pairs(self.jobs) do
    if now.mono >= job.ends then
      self:complete(job, { kind = "transport", sent = "unknown" })
      till = now.mono
    else
      till, count = math.min(till, job.ends), count + 1
      by_connection[job.connection] = job
      local list = job.direction == "r" and readers or writers
      list[#list + 1] = job.connection
    end
  end
  local ready_to_read, ready_to_write = socket.select(readers, writers, math.max(0, till - now.mono) / 1000)
  for _, list in ipairs { ready_to_read, ready_to_write } do
    for _, connection in ipairs(list) do
      local job = by_connection[connection]
      if job and self.jobs[job] then self:resume(job) end
    end
  end
  return true
end

-- Frees the engine. Requests in flight count as lost; the next start asks for them. The journal stays the caller's.
function Host:close()
  for job in pairs(self.jobs) do
    for _, connection in ipairs(job.opened) do connection:close() end
  end
  self.jobs, self.waiting = {}, {}
  self.engine:close()
end

return { open = open }
