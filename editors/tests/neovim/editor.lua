-- A Neovim with the files of `editors/neovim`, in a folder of its own, that is typed into.
local Editor = {}
Editor.__index = Editor

--- How many milliseconds anything may take, on any machine.
local LONG = (tonumber(vim.env.LONG) or 20) * 1000

local here = vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2))
local files_for_neovim = vim.uv.fs_realpath(here .. '/../../neovim')

--- Starts one. `files` are texts by their names, which are written to its folder; `settings` are for
--- the server.
function Editor.start(files, settings)
  local self = setmetatable({ folder = vim.uv.fs_realpath(vim.fn.tempname():match('^(.*)/')) }, Editor)
  self.folder = vim.uv.fs_mkdtemp(self.folder .. '/rules-XXXXXX')
  vim.fn.mkdir(self.folder .. '/.git')
  for name, text in pairs(files or {}) do
    self:write(name, text)
  end
  local command = { vim.v.progpath, '--embed', '--headless', '--clean', '-n', '-i', 'NONE' }
  vim.list_extend(command, { '--cmd', 'set runtimepath^=' .. files_for_neovim })
  self.channel = vim.fn.jobstart(command, { rpc = true, cwd = self.folder })
  assert(self.channel > 0, 'Neovim does not start')
  self:lua([[
    vim.o.columns, vim.o.lines = 120, 60
    vim.lsp.log.set_level('WARN')
    vim.lsp.config('flywheel', { init_options = ... })
    vim.lsp.enable('flywheel')
  ]], settings or vim.empty_dict())
  return self
end

--- Runs Lua in it. What that returns is the result.
function Editor:lua(code, ...)
  return vim.rpcrequest(self.channel, 'nvim_exec_lua', code, { ... })
end

--- Waits until it asks its user something, in the last line.
function Editor:until_it_asks()
  local asks = vim.wait(LONG, function() return vim.rpcrequest(self.channel, 'nvim_get_mode').mode == 'c' end, 10)
  assert(asks, 'Neovim asks nothing')
end

--- Presses keys.
function Editor:type(keys)
  -- Nothing is waited for: the keys may close it.
  vim.rpcnotify(self.channel, 'nvim_input', keys)
end

function Editor:path(name)
  return self.folder .. '/' .. name
end

function Editor:write(name, text)
  local file = assert(io.open(self:path(name), 'w'))
  file:write(text)
  file:close()
end

--- Opens a file, and waits for the server to be there.
function Editor:open(name)
  self:lua('vim.cmd.edit(...)', self:path(name))
  self:until_true('the server starts', [[
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'flywheel' })[1]
    return client ~= nil and client.initialized == true
  ]])
end

--- Starts with a file of this text, which is open.
function Editor.with(text, settings)
  local editor = Editor.start({ ['rules.flywheel'] = text }, settings)
  editor:open('rules.flywheel')
  return editor
end

--- The text of the buffer, or of the one of a file.
function Editor:text(name)
  local lines = self:lua([[
    local name = ...
    local buffer = name and vim.fn.bufnr(name) or 0
    return vim.api.nvim_buf_get_lines(buffer, 0, -1, true)
  ]], name and self:path(name))
  return table.concat(lines, '\n') .. '\n'
end

--- Puts the cursor on the beginning of the first place with this text, or so many bytes after it.
function Editor:go_to(text, after)
  local whole = self:text()
  local at = assert(whole:find(text, 1, true), 'there is no ' .. text) - 1 + (after or 0)
  local before = vim.split(whole:sub(1, at), '\n', { plain = true })
  self:lua('vim.api.nvim_win_set_cursor(0, { ... })', #before, #before[#before])
end

--- Where the cursor is: the name of the file, the line from 1, and the byte from 0.
function Editor:place()
  return self:lua([[
    local at = vim.api.nvim_win_get_cursor(0)
    return ('%s:%d:%d'):format(vim.fs.basename(vim.api.nvim_buf_get_name(0)), at[1], at[2])
  ]])
end

--- Waits until Lua code in it says true.
function Editor:until_true(what, code, ...)
  local arguments = { ... }
  local done = vim.wait(LONG, function() return self:lua(code, unpack(arguments)) == true end, 10)
  assert(done, what .. ': this does not happen')
end

--- Waits until what a function finds is what is expected.
function Editor:eventually(expected, find)
  local found
  local done = vim.wait(LONG, function()
    found = find()
    return vim.deep_equal(found, expected)
  end, 10)
  if not done then
    error(('expected %s\nfound %s'):format(vim.inspect(expected), vim.inspect(found)), 2)
  end
end

--- Waits until a function finds a text in which this is.
function Editor:eventually_has(part, find)
  local found
  local done = vim.wait(LONG, function()
    found = find()
    return type(found) == 'string' and found:find(part, 1, true) ~= nil
  end, 10)
  if not done then
    error(('expected something with %s\nfound %s'):format(part, vim.inspect(found)), 2)
  end
  return found
end

--- The problems that are shown in the buffer, or in the one of a file: their lines, from 1, and their codes.
function Editor:problems(name)
  return self:lua([[
    local name = ...
    local problems = vim.diagnostic.get(name and vim.fn.bufnr(name) or 0)
    table.sort(problems, function(a, b) return a.lnum < b.lnum or a.lnum == b.lnum and a.col < b.col end)
    return vim.tbl_map(function(it) return ('%d %s'):format(it.lnum + 1, it.code) end, problems)
  ]], name and self:path(name))
end

--- Waits until the server has looked at everything that was sent to it.
function Editor:settle()
  self:lua([[
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'flywheel' })[1]
    local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
    params.context = { diagnostics = {} }
    client:request_sync('textDocument/codeAction', params, 20000, 0)
  ]])
end

--- Waits until these are the problems.
function Editor:has_problems(expected, name)
  self:eventually(expected, function() return self:problems(name) end)
end

--- Waits until the text is this.
function Editor:has_text(expected, name)
  self:eventually(expected, function() return self:text(name) end)
end

--- The text in the windows that float over the others.
function Editor:floating()
  return self:lua([[
    local texts = {}
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true)
        table.insert(texts, table.concat(lines, '\n'))
      end
    end
    return table.concat(texts, '\n')
  ]])
end

--- A list of places, as the file, the line and its text: `quickfix` or `location`.
function Editor:list(which)
  return self:lua([[
    local items = ... == 'quickfix' and vim.fn.getqflist() or vim.fn.getloclist(0)
    return vim.tbl_map(function(it)
      local name = vim.fs.basename(vim.api.nvim_buf_get_name(it.bufnr))
      return ('%s:%d: %s'):format(name, it.lnum, vim.trim(it.text))
    end, items)
  ]], which)
end

--- The warnings and errors in the log of the client.
function Editor:wrong()
  local wrong = {}
  local log = io.open(self:lua('return vim.lsp.log.get_filename()'))
  if log then
    for line in log:lines() do
      if line:match('^%[ERROR%]') or line:match('^%[WARN%]') then table.insert(wrong, line) end
    end
    log:close()
  end
  local errors = self:lua('return vim.v.errmsg')
  if errors ~= '' then table.insert(wrong, errors) end
  return table.concat(wrong, '\n')
end

--- Ends it, and the server with it.
function Editor:stop()
  pcall(vim.rpcnotify, self.channel, 'nvim_command', 'qall!')
  if vim.fn.jobwait({ self.channel }, 5000)[1] == -1 then vim.fn.jobstop(self.channel) end
end

return Editor
