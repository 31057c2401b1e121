-- What helps to read rules: what a function takes, days, what can be run, and who comes from where.
local rules = require('rules')
local tests = {}

local with_test = rules.full .. [[

test "a fan"
  on 2026-03-31
  given stage Engaged, 3 purchases with amount $20, NPS 9, plan basic
  expect move to Enthusiast; send swag
]]

function tests.signature_help(nvim)
  local editor = nvim.with(rules.full)
  editor:settle()
  editor:go_to('\nreward')
  editor:type('Olet rounded = round(spent, ')
  editor:eventually_has('round(spent, ', function() return editor:text() end)
  -- The key that Neovim has for it.
  editor:type('<C-s>')
  editor:eventually_has('round(number, digits)', function() return editor:floating() end)
end

--- The hints that are shown: their lines, and what they say.
local function hints(editor)
  return editor:lua([[
    local shown = vim.lsp.inlay_hint.get({ bufnr = 0 })
    return vim.tbl_map(function(it)
      local label = it.inlay_hint.label
      label = type(label) == 'string' and label or label[1].value
      return ('%d: %s'):format(it.inlay_hint.position.line + 1, label)
    end, shown)
  ]])
end

function tests.days_on_which_windows_begin(nvim)
  local text = rules.wrong('3 purchases', '3 purchases within 90 days')
  local editor = nvim.with(text, { asOf = '2026-03-31' })
  editor:lua('vim.lsp.inlay_hint.enable(true)')
  editor:eventually({ '8: from 2026-01-01' }, function() return hints(editor) end)
  -- They follow what is typed.
  editor:go_to('90 days')
  editor:type('cw30<Esc>')
  editor:eventually({ '8: from 2026-03-02' }, function() return hints(editor) end)
end

function tests.days_follow_the_settings(nvim)
  local editor = nvim.with(rules.wrong('3 purchases', '3 purchases within 90 days'), { asOf = '2026-03-31' })
  editor:lua('vim.lsp.inlay_hint.enable(true)')
  editor:eventually({ '8: from 2026-01-01' }, function() return hints(editor) end)
  editor:lua([[
    local client = vim.lsp.get_clients()[1]
    client.settings = { flywheel = { asOf = '2026-04-30' } }
    client:notify('workspace/didChangeConfiguration', { settings = client.settings })
  ]])
  editor:eventually({ '8: from 2026-01-31' }, function() return hints(editor) end)
end

--- The lenses: their lines, and what they say.
local function lenses(editor)
  return editor:lua([[
    vim.lsp.codelens.refresh({ bufnr = 0 })
    local shown = vim.lsp.codelens.get(0)
    table.sort(shown, function(a, b) return a.range.start.line < b.range.start.line end)
    return vim.tbl_map(function(it)
      return ('%d: %s'):format(it.range.start.line + 1, it.command and it.command.title or '')
    end, shown)
  ]])
end

function tests.run_a_test(nvim)
  local editor = nvim.with(with_test)
  editor:settle()
  editor:eventually({ '25: Run this test' }, function() return lenses(editor) end)
  editor:go_to('test "a fan"')
  editor:lua('vim.lsp.codelens.run()')
  editor:eventually_has('passed: a fan', function() return editor:lua('return vim.fn.execute("messages")') end)
end

function tests.run_a_test_that_fails(nvim)
  local editor = nvim.with((with_test:gsub('expect move to Enthusiast; send swag', 'expect nothing')))
  editor.expects_error = true
  editor:eventually({ '25: Run this test' }, function() return lenses(editor) end)
  editor:go_to('test "a fan"')
  editor:lua('vim.lsp.codelens.run()')
  editor:eventually_has('failed: a fan', function() return editor:lua('return vim.fn.execute("messages")') end)
end

function tests.how_many_customers_a_rule_moves(nvim)
  local customers = 'id,stage,NPS\nann,Enthusiast,1\nbob,Enthusiast,9\ncid,Enthusiast,2\n'
  local text = 'customer\n  id from "id"\n  stage from "stage"\n  NPS: number\nstage Engaged\n  resting\n'
    .. 'stage Enthusiast\n  when NPS < 3 move to Engaged\n'
  local editor = nvim.start({ ['rules.flywheel'] = text, ['customers.csv'] = customers }, { asOf = '2026-03-31', customers = 'customers.csv' })
  editor:open('rules.flywheel')
  editor:eventually({ '8: moves 2 of 3 customers' }, function() return lenses(editor) end)
end

function tests.who_comes_from_where(nvim)
  local editor = nvim.with(rules.full)
  editor:settle()
  editor:go_to('Enthusiast "')
  editor:lua('vim.lsp.buf.incoming_calls()')
  editor:eventually({ 'rules.flywheel:17: Engaged' }, function() return editor:list('quickfix') end)
  editor:lua('vim.cmd.cclose()')
  editor:go_to('Enthusiast "')
  editor:lua('vim.lsp.buf.outgoing_calls()')
  editor:eventually({ 'rules.flywheel:23: Engaged' }, function() return editor:list('quickfix') end)
end

return tests
