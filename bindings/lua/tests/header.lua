-- shiming/cdef.lua against shiming.h: header.lua HEADER [update]. Enumerations and error codes too.
local file = assert(io.open(arg[1]))
local header = file:read "*a"
file:close()

local function declarations(text)
  local lines, continued = {}, false
  for line in text:gsub("/%*.-%*/", ""):gsub("static inline.-\n}\n?", ""):gmatch "[^\n]+" do
    local directive = continued or line:match "^%s*#"
    continued = directive and line:match "\\$" ~= nil
    if not directive and line:match "%S" and not line:match '^%s*extern "C"' and not line:match "^}  // extern" then
      lines[#lines + 1] = line:gsub("%s+$", "")
    end
  end
  return (table.concat(lines, "\n"):gsub(",\n%s+", ", ")) .. "\n"
end

local fresh = declarations(header)
if arg[2] == "update" then
  local head = [=[
-- The declarations of shiming.h as LuaJIT reads them. tests/header.lua compares them with the header, and writes this file
-- anew when it is run with the argument "update".
return [[
]=]
  local out = assert(io.open(package.searchpath and package.searchpath("shiming.cdef", package.path) or error "no cdef", "w"))
  out:write(head, fresh, "]]\n")
  out:close()
  return
end
assert(select(2, fresh:gsub("shiming_status shiming_", "")) > 60, "the header was not read")
assert(require "shiming.cdef" == fresh, "shiming/cdef.lua is not the header: run tests/header.lua HEADER update")

local shiming = require "shiming"
local count = 0
for prefix, enumerations in pairs(shiming._enumerations) do
  for _, enumeration in ipairs(enumerations) do
    for number, name in ipairs(enumeration.name) do
      local line = ("#define SHIMING_%s%s %d\n"):format(prefix, name:upper(), number)
      assert(header:find(line, 1, true), "not in the header: " .. line)
      count = count + 1
    end
    local prefixed = prefix ~= "" and header:find(("#define SHIMING_%s%%w+ %d\n"):format(prefix, #enumeration.name + 1))
    assert(not prefixed, prefix .. " has more in the header")
  end
end
assert(count > 30)
for name, number in header:gmatch "#define SHIMING_E_([%w_]+) (%d+)" do
  assert(shiming.status_name(tonumber(number)) == name:lower(), name)
end
print "header: ok"
