-- Problems as they are typed, and their fixes.
local rules = require('rules')
local tests = {}

--- The titles of the actions for the whole file.
local function titles(editor, kind)
  return editor:lua([[
    local range = { start = { line = 0, character = 0 }, ['end'] = { line = 999, character = 0 } }
    local answer = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', {
      textDocument = vim.lsp.util.make_text_document_params(), range = range,
      context = { diagnostics = {}, only = { ... } },
    }, 20000)
    local actions = select(2, next(answer)).result
    return vim.tbl_map(function(it) return it.title end, actions)
  ]], kind)
end

function tests.problems_as_you_type(nvim)
  local editor = nvim.with(rules.shop)
  editor:has_problems({})
  editor:go_to('Enthusiast; send')
  editor:type('cwEnthusiat')
  editor:has_problems({ '8 unknown-stage' })
  -- Still in the same insertion.
  editor:type('<BS>st')
  editor:has_problems({})
  editor:type('<Esc>u')
  editor:has_text(rules.shop)
  editor:has_problems({})
end

function tests.problems_say_what_to_write(nvim)
  local editor = nvim.with(rules.wrong('Enthusiast; send', 'Enthusiat; send'))
  editor:has_problems({ '8 unknown-stage' })
  editor:go_to('Enthusiat')
  editor:type('<C-w>d')
  editor:eventually_has('Enthusiast', function() return editor:floating() end)
end

function tests.proofs_follow(nvim)
  local editor = nvim.with(rules.wrong('NPS < 3 move', 'NPS < 3 and NPS > 4 move'))
  editor:has_problems({ '11 never-fires' })
  editor:go_to('NPS > 4')
  editor:type('5xiNPS > <Esc>')
  editor:has_text(rules.wrong('NPS < 3 move', 'NPS < 3 and NPS >  4 move'))
  editor:type('u')
  editor:has_problems({ '11 never-fires' })
end

function tests.quick_fix(nvim)
  local editor = nvim.with(rules.wrong('Enthusiast; send', 'Enthusiat; send'))
  editor:has_problems({ '8 unknown-stage' })
  editor:go_to('Enthusiat')
  -- The keys that Neovim has for it. With one action, `apply` would do it at once.
  editor:lua('vim.schedule(function() vim.lsp.buf.code_action({ apply = true }) end)')
  editor:has_text(rules.shop)
  editor:has_problems({})
end

function tests.quick_fix_of_a_choice(nvim)
  local text = rules.wrong('NPS ≥ 9', 'NPS == 9')
  local editor = nvim.with(text)
  editor:has_problems({ '8 habit' })
  editor:go_to('== 9')
  editor:type('gra')
  editor:until_it_asks()
  editor:type('1<CR>')
  editor:has_text((text:gsub('==', 'is')))
  editor:has_problems({})
end

function tests.all_safe_fixes(nvim)
  local text = rules.wrong('NPS ≥ 9', 'NPS == 9'):gsub('NPS < 3', 'NPS == 3')
  local editor = nvim.with(text)
  editor:has_problems({ '8 habit', '11 habit' })
  assert(vim.deep_equal(titles(editor, 'source.fixAll'), { 'Make all safe fixes' }))
  editor:lua([[vim.schedule(function()
    vim.lsp.buf.code_action({ context = { only = { 'source.fixAll' } }, apply = true })
  end)]])
  editor:has_text((text:gsub('==', 'is')))
  editor:has_problems({})
end

function tests.all_safe_fixes_at_each_save(nvim)
  local text = rules.wrong('NPS ≥ 9', 'NPS == 9')
  local editor = nvim.with(text)
  editor:lua([[vim.api.nvim_create_autocmd('BufWritePre', { callback = function()
    local client = vim.lsp.get_clients({ bufnr = 0 })[1]
    local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
    params.context = { diagnostics = {}, only = { 'source.fixAll' } }
    local answer = client:request_sync('textDocument/codeAction', params, 20000, 0)
    for _, action in ipairs(answer.result) do
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    end
  end })]])
  editor:type(':write<CR>')
  editor:eventually((text:gsub('==', 'is')), function()
    return io.open(editor:path('rules.flywheel')):read('*a')
  end)
end

function tests.problems_in_files_that_use_each_other(nvim)
  local editor = nvim.start({ ['main.flywheel'] = rules.main, ['shared.flywheel'] = rules.shared })
  editor:open('main.flywheel')
  editor:type(':split shared.flywheel<CR>')
  editor:eventually_has('shared.flywheel:1', function() return editor:place() end)
  editor:settle()
  editor:has_problems({}, 'main.flywheel')
  editor:go_to('happy')
  editor:type('cwglad<Esc>')
  editor:has_problems({ '3 unknown-name' }, 'main.flywheel')
  editor:has_problems({}, 'shared.flywheel')
  editor:type('u')
  editor:has_problems({}, 'main.flywheel')
end

function tests.problems_follow_files_on_disk(nvim)
  local editor = nvim.start({ ['main.flywheel'] = rules.main, ['shared.flywheel'] = rules.shared })
  editor:open('main.flywheel')
  editor:settle()
  editor:has_problems({})
  editor:write('shared.flywheel', (rules.shared:gsub('happy', 'glad')))
  -- On Linux, Neovim does not watch files. It says when one is saved.
  editor:type(':write<CR>')
  editor:has_problems({ '3 unknown-name' })
end

return tests
