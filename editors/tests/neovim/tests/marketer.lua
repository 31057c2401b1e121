-- Somebody who writes rules from nothing, breaks them, repairs them and changes a name.
local tests = {}

-- As `README.md` has it, with its three mistakes.
local readme = table.concat(vim.fn.readfile(arg.root .. '/README.md'), '\n')
local refused = assert(readme:match('```flywheel refused\n(.-)```'), 'README.md has no rules that are refused')

function tests.write_break_repair_and_rename(nvim)
  local editor = nvim.start({ ['new.flywheel'] = '' })
  editor:open('new.flywheel')
  editor:lua([[
    vim.bo.autoindent = false
    vim.o.completeopt = 'menu,menuone,noselect'
    vim.lsp.completion.enable(true, vim.lsp.get_clients()[1].id, 0, { autotrigger = true })
  ]])
  -- Each key by itself, with the menu that opens and closes.
  editor:type('i')
  for letter in refused:gmatch('[%z\1-\127\194-\244][\128-\191]*') do
    editor:type(letter == '<' and '<lt>' or letter == '\n' and '<CR>' or letter)
    vim.wait(2)
  end
  editor:type('<Esc>')
  editor:has_text(refused .. '\n')
  editor:has_problems({ '10 never-true', '10 unknown-gift', '14 types-differ' })
  -- Two of them have a fix.
  local function fix(place)
    editor:go_to(place)
    editor:lua([[vim.schedule(function()
      vim.lsp.buf.code_action({ context = { only = { 'quickfix' } }, apply = true })
    end)]])
  end
  fix('swga')
  editor:has_text((refused:gsub('swga', 'swag')) .. '\n')
  fix('500 tag')
  editor:has_text((refused:gsub('swga', 'swag'):gsub('500 tag', '$500 tag')) .. '\n')
  editor:go_to('11 move')
  editor:type('cw9<Esc>')
  editor:has_problems({})
  -- One more rule, with what fits from the menu.
  editor:go_to('stage Enthusiast')
  editor:type('O  when NPS ')
  editor:settle()
  editor:type('≥ 9 move to ')
  editor:until_true('a menu', 'return vim.fn.pumvisible() == 1')
  editor:type('<C-n><C-n><C-y>; send ')
  editor:until_true('a menu', 'return vim.fn.pumvisible() == 1')
  editor:type('<C-n><C-y><CR><Esc>')
  editor:eventually_has('  when NPS ≥ 9 move to Enthusiast; send swag\n', function() return editor:text() end)
  editor:settle()
  -- Another name for a stage, and the layout.
  editor:go_to('Enthusiast; send')
  editor:type('grn')
  editor:until_it_asks()
  editor:type('<C-u>Fan<CR>')
  editor:eventually_has('stage Fan as "Enthusiast"\n', function() return editor:text() end)
  editor:lua('vim.lsp.buf.format()')
  editor:has_problems({})
  local text = editor:text()
  assert(not text:find('to Enthusiast', 1, true) and text:find('move to Fan; send swag', 1, true), text)
end

return tests
