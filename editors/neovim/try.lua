-- Tries what is in this folder in a real Neovim; `editors/try` runs it. It fails with what is wrong.
local function say(text) io.stdout:write(text, '\n') end

local examples = vim.fn.globpath('examples', '**/*.flywheel', false, true)
assert(#examples > 20, 'there are no examples')

--- The words that cannot be names, as the grammar of the language lists them.
local reserved = {}
local pest = table.concat(vim.fn.readfile('grammar/flywheel.pest'), '\n')
for _, list in ipairs({ 'declaration_word', 'statement_word', 'action_word', 'connective' }) do
  for word in pest:match('\n' .. list .. ' += _(%b{})'):gmatch('"(%w+)"') do
    reserved[word] = true
  end
end

--- The group of a place, by the name that the syntax file gives it.
local function group(line, column)
  return vim.fn.synIDattr(vim.fn.synID(line, column, 1), 'name')
end

local groups, uncolored = {}, {}
for _, file in ipairs(examples) do
  vim.cmd.edit(file)
  assert(vim.bo.filetype == 'flywheel', file .. ': the file type is ' .. vim.bo.filetype)
  for at, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
    for column, word in line:gmatch('()([%a_]+)') do
      local found = group(at, column)
      groups[found] = true
      if reserved[word] and found == '' then
        table.insert(uncolored, ('%s:%d: %s'):format(file, at, word))
      end
    end
  end
end
assert(#uncolored == 0, 'reserved words without a color:\n' .. table.concat(uncolored, '\n'))
for _, kind in ipairs({ 'Comment', 'Text', 'Declaration', 'Type', 'Function', 'Field', 'Stage', 'Action', 'Operator', 'Unit' }) do
  assert(groups['flywheel' .. kind], 'nothing in the examples is flywheel' .. kind)
end
say(#examples .. ' examples have colors')

-- The language server, if this build of flywheel has one.
if vim.system({ 'flywheel', 'lsp', '--help' }):wait().code ~= 0 then
  say('this flywheel has no language server')
  return
end
vim.lsp.enable('flywheel')
local file = vim.fn.tempname() .. '.flywheel'
vim.fn.writefile({ 'stage A', '  when nobody_knows > 3 tag "x"' }, file)
vim.cmd.edit(file)
assert(vim.wait(10000, function() return #vim.diagnostic.get(0) > 0 end, 20), 'there are no diagnostics')
local found = vim.diagnostic.get(0)[1]
assert(found.code == 'unknown-name' and found.lnum == 1 and found.col == 7, vim.inspect(found))
assert(vim.lsp.get_clients({ bufnr = 0 })[1].name == 'flywheel')
say('the language server answers: ' .. found.code)
