-- What can be written at a place.
local rules = require('rules')
local tests = {}

--- The rules with another line at the end of the first stage.
local function with_line(line)
  return (rules.full:gsub('\n\nstage Enthusiast', '\n' .. line .. '\n\nstage Enthusiast'))
end

--- The words that are offered at the cursor.
local function offered(editor)
  return editor:lua([[
    local info = vim.fn.complete_info({ 'pum_visible', 'items' })
    if info.pum_visible == 0 then return {} end
    return vim.tbl_map(function(it) return it.abbr ~= '' and it.abbr or it.word end, info.items)
  ]])
end

--- Types something in a new line at the end of the first stage, and asks for what fits with Ctrl-X Ctrl-O.
local function typed(nvim, keys)
  local editor = nvim.with(rules.full)
  editor:settle()
  -- A menu also for a single word, and nothing is chosen before the user does.
  editor:lua("vim.o.completeopt = 'menu,menuone,noinsert'")
  editor:go_to('notify call_them\n')
  editor:type('o' .. keys)
  editor:eventually_has(vim.trim(keys), function() return editor:text() end)
  editor:settle()
  editor:type('<C-x><C-o>')
  return editor
end

function tests.complete_stages_after_move_to(nvim)
  local editor = typed(nvim, 'when NPS is 5 move to ')
  editor:eventually({ 'Engaged', 'Enthusiast' }, function() return offered(editor) end)
  editor:type('<C-n><C-y><Esc>')
  editor:has_text(with_line('  when NPS is 5 move to Enthusiast'))
  editor:has_problems({})
end

function tests.complete_gifts_after_send(nvim)
  local editor = typed(nvim, 'when NPS is 5 send ')
  editor:eventually({ 'hello', 'swag' }, function() return offered(editor) end)
  editor:type('<C-e><BS><BS><BS><BS><BS>notify <C-x><C-o>')
  editor:eventually({ 'call_them' }, function() return offered(editor) end)
end

function tests.complete_units_after_a_number(nvim)
  local editor = typed(nvim, 'after 3 purchases within 90 ')
  editor:eventually({ 'days', 'weeks', 'months', 'quarters', 'years', 'hours', 'minutes' }, function()
    return offered(editor)
  end)
end

function tests.complete_fields_of_the_same_type(nvim)
  local editor = typed(nvim, 'when visits > ')
  editor:eventually({ 'NPS' }, function() return vim.list_slice(offered(editor), 1, 1) end)
  for _, wrong in ipairs({ 'city', 'joined', 'spent' }) do
    assert(not vim.tbl_contains(offered(editor), wrong), wrong .. ' is no number')
  end
end

function tests.complete_values_after_is(nvim)
  local editor = typed(nvim, 'when plan is ')
  editor:eventually({ 'basic', 'pro' }, function() return vim.list_slice(offered(editor), 1, 2) end)
end

function tests.complete_while_typing(nvim)
  local editor = nvim.with(rules.full)
  editor:settle()
  editor:lua([[
    vim.o.completeopt = 'menu,menuone,noselect'
    vim.lsp.completion.enable(true, vim.lsp.get_clients()[1].id, 0, { autotrigger = true })
  ]])
  -- A space asks for what fits, without any other key.
  editor:type('Gowhen NPS is 5 move to')
  editor:settle()
  editor:type(' ')
  editor:eventually({ 'Engaged', 'Enthusiast' }, function() return offered(editor) end)
end

function tests.complete_what_was_begun(nvim)
  local editor = typed(nvim, 'when NPS is 5 move to Ent')
  editor:eventually({ 'Enthusiast' }, function() return offered(editor) end)
  editor:type('<C-y><Esc>')
  editor:has_text(with_line('  when NPS is 5 move to Enthusiast'))
end

function tests.complete_with_a_snippet(nvim)
  local editor = nvim.with(rules.full)
  editor:settle()
  editor:lua([[
    vim.o.completeopt = 'menu,menuone,noselect'
    vim.lsp.completion.enable(true, vim.lsp.get_clients()[1].id, 0, { autotrigger = false })
  ]])
  editor:type('Go')
  editor:settle()
  editor:lua('vim.lsp.completion.get()')
  editor:until_true('a menu', [[return vim.fn.pumvisible() == 1]])
  local words = offered(editor)
  local at
  for index, word in ipairs(words) do
    if word:match('^rule') then at = index end
  end
  assert(at, vim.inspect(words))
  editor:type(('<C-n>'):rep(at) .. '<C-y>')
  editor:until_true('a snippet', 'return vim.snippet.active()')
  -- The first place is selected: what is typed replaces it. Then comes the next one.
  editor:type('Unhappy')
  editor:until_true('the first place', [[return vim.fn.search('rule "Unhappy"', 'nw') > 0]])
  editor:type('<Tab>')
  editor:eventually('s', function() return vim.rpcrequest(editor.channel, 'nvim_get_mode').mode end)
  editor:type('2 tickets')
  editor:eventually_has('\n  rule "Unhappy"\n    after 2 tickets move to ', function() return editor:text() end)
end

return tests
