-- Runs the tests in `tests/`, or those whose names contain a word: `nvim -l run.lua [WORD]`.
local here = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
package.path = here .. '/?.lua;' .. package.path
local Editor = require('editor')

-- The folder of the project.
arg.root = vim.uv.fs_realpath(here .. '/../../..')
local only, failed, count = arg[1] or '', 0, 0

--- Runs one test with editors that it starts, and ends these.
local function run(name, test)
  local editors = {}
  local function started(editor)
    table.insert(editors, editor)
    return editor
  end
  local start = {
    with = function(...) return started(Editor.with(...)) end,
    start = function(...) return started(Editor.start(...)) end,
  }
  local begin = vim.uv.hrtime()
  local ok, why = xpcall(test, debug.traceback, start)
  for _, editor in ipairs(editors) do
    if not editor.is_closed then
      local alive, wrong = pcall(editor.wrong, editor)
      if ok and not (alive and wrong == '') and not editor.expects_error then
        ok, why = false, 'Neovim reports: ' .. wrong
      end
      editor:stop()
    end
  end
  local time = math.floor((vim.uv.hrtime() - begin) / 1e6)
  io.stdout:write(('%s %s (%d ms)\n'):format(ok and 'ok    ' or 'FAILED', name, time))
  if not ok then io.stdout:write(why, '\n') end
  return ok
end

local files = vim.fn.globpath(here .. '/tests', '*.lua', false, true)
table.sort(files)
for _, file in ipairs(files) do
  local tests = dofile(file)
  local names = vim.tbl_keys(tests)
  table.sort(names)
  for _, name in ipairs(names) do
    if name:find(only, 1, true) then
      count = count + 1
      if not run(name, tests[name]) then failed = failed + 1 end
    end
  end
end
io.stdout:write(('%d tests in Neovim %s, %d failed\n'):format(count, tostring(vim.version()), failed))
os.exit((failed > 0 or count == 0 and only == '') and 1 or 0)
