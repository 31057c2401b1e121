-- The server while somebody types on, and when the editor is closed.
local rules = require('rules')
local tests = {}

--- A file with so many rules.
local function many(count)
  local lines = { 'customer', '  NPS: number 0 to 10', '  spent: money', '' }
  for stage = 1, count / 10 do
    table.insert(lines, 'stage S' .. stage)
    for rule = 1, 9 do
      table.insert(lines, ('  when NPS is %d and spent ≥ $%d tag "t%d_%d"'):format(rule, stage + rule, stage, rule))
    end
    table.insert(lines, ('  when NPS is 10 move to S%d'):format(stage % (count / 10) + 1))
  end
  return table.concat(lines, '\n') .. '\n'
end

function tests.typing_on_takes_questions_back(nvim)
  local editor = nvim.with(many(400))
  editor:settle()
  editor:lua([[
    -- What comes back for each question about problems.
    _G.answers = { good = 0, bad = {} }
    local usual = vim.lsp.handlers['textDocument/codeAction']
    function _G.ask()
      local params = vim.lsp.util.make_range_params(0, 'utf-8')
      params.context = { diagnostics = {} }
      local cancel = select(2, vim.lsp.buf_request(0, 'textDocument/codeAction', params, function(err)
        if err then table.insert(answers.bad, err.code) else answers.good = answers.good + 1 end
      end))
      return cancel
    end
  ]])
  editor:type('Go# ')
  for _ = 1, 5 do
    editor:lua('_G.cancel = ask()')
    editor:type('word ')
    editor:lua('cancel()')
  end
  editor:lua('ask()')
  -- The last one has an answer, though all before it were taken back.
  editor:until_true('an answer', 'return answers.good >= 1')
  for _, code in ipairs(editor:lua('return answers.bad')) do
    assert(code == -32800 or code == -32801, 'another error: ' .. code)
  end
  editor:type('<Esc>')
  editor:settle()
  editor:has_problems({})
end

function tests.problems_within_a_moment_of_the_last_key(nvim)
  local editor = nvim.with(many(400))
  editor:settle()
  editor:go_to('move to S2')
  editor:type('2wCSomewhere')
  editor:eventually('unknown-stage', function()
    local found = editor:lua('return vim.diagnostic.get(0)[1]')
    return type(found) == 'table' and found.code or nil
  end)
end

function tests.the_server_ends_with_the_editor(nvim)
  local editor = nvim.with(rules.shop)
  editor:settle()
  local server = editor:lua([[
    for _, process in ipairs(vim.api.nvim_get_proc_children(vim.fn.getpid())) do
      if vim.api.nvim_get_proc(process).name:find('flywheel') then return process end
    end
  ]])
  assert(type(server) == 'number', 'there is no server')
  editor.is_closed = true
  editor:type(':qall!<CR>')
  assert(vim.wait(20000, function() return vim.api.nvim_get_proc(server) == nil end, 20), 'the server goes on')
end

function tests.the_server_can_be_restarted(nvim)
  local editor = nvim.with(rules.wrong('Enthusiast; send', 'Enthusiat; send'))
  editor:has_problems({ '8 unknown-stage' })
  editor:lua([[vim.lsp.enable('flywheel', false)
    vim.lsp.stop_client(vim.lsp.get_clients())]])
  editor:until_true('the server ends', 'return #vim.lsp.get_clients() == 0')
  editor:has_problems({})
  editor:lua([[vim.lsp.enable('flywheel')
    vim.cmd.edit()]])
  editor:has_problems({ '8 unknown-stage' })
end

return tests
