-- A journal in a directory: one file per segment, created exclusively and only ever appended to, and a lock, so that two
-- processes cannot write one journal. Linux of 64 bits (the numbers below are its own). A table (segment, seq, bytes) of a
-- database, or a Redis list per segment, does as well: load, append, drop_before.
local ffi = require "ffi"
local bit = require "bit"
assert(ffi.os == "Linux" and ffi.abi "64bit", "shiming.journal is for Linux of 64 bits: keep the journal in your database instead")

ffi.cdef [[
  typedef struct shiming_dirent { uint64_t ino; int64_t off; uint16_t reclen; uint8_t type; char name[256]; } shiming_dirent;
  int open(const char *path, int flags, ...);
  int close(int fd);
  ptrdiff_t write(int fd, const void *bytes, size_t len);
  int fsync(int fd);
  int flock(int fd, int operation);
  int mkdir(const char *path, unsigned mode);
  int unlink(const char *path);
  void *opendir(const char *path);
  shiming_dirent *readdir(void *folder);
  int closedir(void *folder);
  char *strerror(int number);
]]
local O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_APPEND, O_CLOEXEC = 0, 1, 0x40, 0x80, 0x400, 0x80000
local LOCK_EX_NB, PRIVATE, EEXIST, EINTR = 6, ffi.cast("int", 384), 17, 4
local PIECE = 1024 * 1024

local function failed(what) return nil, what .. ": " .. ffi.string(ffi.C.strerror(ffi.errno())) end

local Journal = {}
Journal.__index = Journal

-- Opens a folder, creating it when it is missing. nil and why, when another process has it open.
local function open(folder)
  if ffi.C.mkdir(folder, 448) ~= 0 and ffi.errno() ~= EEXIST then return failed(folder) end
  local lock = ffi.C.open(folder .. "/lock", bit.bor(O_WRONLY, O_CREAT, O_CLOEXEC), PRIVATE)
  if lock < 0 then return failed(folder) end
  if ffi.C.flock(lock, LOCK_EX_NB) ~= 0 then
    ffi.C.close(lock)
    return nil, "another process has this journal open: one engine, one journal"
  end
  return setmetatable({ folder = folder, lock = lock, segment = -1, seq = -1 }, Journal)
end

function Journal:close()
  for _, name in ipairs { "file", "lock" } do
    if self[name] then ffi.C.close(self[name]) end
    self[name] = nil
  end
end

function Journal:path(segment) return ("%s/%015d.journal"):format(self.folder, segment) end

function Journal:segments()
  local folder = ffi.C.opendir(self.folder)
  if folder == nil then return failed(self.folder) end
  local found = {}
  while true do
    local entry = ffi.C.readdir(folder)
    if entry == nil then break end
    local number = ffi.string(entry.name):match "^(%d+)%.journal$"
    if number then found[#found + 1] = tonumber(number) end
  end
  ffi.C.closedir(folder)
  table.sort(found)
  return found
end

-- Feeds everything that is there to load(segment, bytes), segments ascending, also empty ones.
function Journal:load(load)
  local segments, why = self:segments()
  if not segments then return nil, why end
  for _, segment in ipairs(segments) do
    local file, wrong = io.open(self:path(segment), "rb")
    if not file then return nil, wrong end
    local bytes = file:read(PIECE) or ""
    repeat
      local taken, err = load(segment, bytes)
      if not taken then
        file:close()
        return nil, err
      end
      bytes = file:read(PIECE)
    until not bytes
    file:close()
  end
  return true
end

-- Returns when the bytes are on disk. nil and why, also when this segment and number are there: then stop this process.
function Journal:append(segment, seq, bytes)
  if segment < self.segment or seq <= self.seq then
    return nil, "this segment and number were written before: two engines must not share a journal"
  end
  if segment ~= self.segment then
    local file = ffi.C.open(self:path(segment), bit.bor(O_WRONLY, O_CREAT, O_EXCL, O_APPEND, O_CLOEXEC), PRIVATE)
    if file < 0 then return failed(self:path(segment)) end
    if self.file then ffi.C.close(self.file) end
    self.file, self.segment = file, segment
    -- A new file is safe only when its name is.
    local folder = ffi.C.open(self.folder, O_RDONLY)
    if folder < 0 then return failed(self.folder) end
    local synced = ffi.C.fsync(folder)
    ffi.C.close(folder)
    if synced ~= 0 then return failed(self.folder) end
  end
  self.seq = seq
  local from, left = ffi.cast("const char *", bytes), #bytes
  while left > 0 do
    local written = tonumber(ffi.C.write(self.file, from, left))
    if written < 0 and ffi.errno() ~= EINTR then return failed "write" end
    if written > 0 then from, left = from + written, left - written end
  end
  if ffi.C.fsync(self.file) ~= 0 then return failed "fsync" end
  return #bytes
end

-- Deletes the segments below this one. A crash in between leaves files that do no harm.
function Journal:drop_before(segment)
  local segments, why = self:segments()
  if not segments then return nil, why end
  for _, old in ipairs(segments) do
    if old < segment and ffi.C.unlink(self:path(old)) ~= 0 then return failed(self:path(old)) end
  end
  return true
end

return { open = open }
