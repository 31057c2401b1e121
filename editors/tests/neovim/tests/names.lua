-- What a name is, where it is declared and written, and another name for it.
local rules = require('rules')
local tests = {}

--- Two files, the first of which is open, with the cursor on a text.
local function two_files(nvim, place)
  local editor = nvim.start({ ['main.flywheel'] = rules.main, ['shared.flywheel'] = rules.shared })
  editor:open('main.flywheel')
  editor:settle()
  editor:go_to(place)
  return editor
end

--- Holds the pointer over a place, as `K` does, and waits for a text with some words.
local function explains(editor, place, ...)
  editor:go_to(place)
  editor:type('K')
  local text
  for _, words in ipairs({ ... }) do
    text = editor:eventually_has(words, function() return editor:floating() end)
  end
  -- To move the cursor closes it.
  editor:type('gg0<Esc>')
  editor:eventually('', function() return editor:floating() end)
  return text
end

function tests.hover_explains_names(nvim)
  local editor = nvim.with(rules.full)
  editor:settle()
  explains(editor, 'NPS ≥', 'a number from 0 to 10', 'In the record: `survey.nps`')
  explains(editor, 'spent ≥', 'the total `amount` of `purchases`')
  explains(editor, 'swag\n', 'Each costs us $18.00', 'once, ever')
  explains(editor, 'Enthusiast; send', 'Comes in', '3 purchases and NPS ≥ 9', 'Goes out', 'NPS < 3')
end

function tests.hover_of_what_is_no_name(nvim)
  local editor = nvim.with(rules.full)
  editor:settle()
  editor:go_to('when')
  editor:type('K')
  editor:settle()
  assert(editor:floating() == '', editor:floating())
end

function tests.go_to_the_declaration(nvim)
  local editor = two_files(nvim, 'happy')
  editor:type('<C-]>')
  editor:eventually('shared.flywheel:3:4', function() return editor:place() end)
  editor:type('<C-t>')
  editor:eventually('main.flywheel:3:7', function() return editor:place() end)
  editor:go_to('Enthusiast')
  editor:type('<C-]>')
  editor:eventually('main.flywheel:4:6', function() return editor:place() end)
end

function tests.go_to_a_used_file(nvim)
  local editor = two_files(nvim, 'shared.fly')
  editor:type('<C-]>')
  editor:eventually('shared.flywheel:1:0', function() return editor:place() end)
end

function tests.list_where_a_name_is_written(nvim)
  local editor = two_files(nvim, 'happy')
  editor:type('grr')
  editor:eventually({
    'main.flywheel:3: when happy move to Enthusiast',
    'shared.flywheel:3: let happy = NPS ≥ 9',
  }, function() return editor:list('quickfix') end)
end

function tests.mark_where_a_name_is_written(nvim)
  local editor = nvim.with(rules.full)
  editor:settle()
  editor:go_to('purchases and')
  editor:lua('vim.lsp.buf.document_highlight()')
  editor:eventually({ 'purchases', 'purchases', 'purchases' }, function()
    return editor:lua([[
      local spaces = vim.api.nvim_get_namespaces()
      local id = spaces['nvim.lsp.references'] or spaces['vim_lsp_references']
      local marks = vim.api.nvim_buf_get_extmarks(0, id, 0, -1, { details = true })
      return vim.tbl_map(function(it)
        return vim.api.nvim_buf_get_text(0, it[2], it[3], it[4].end_row, it[4].end_col, {})[1]
      end, marks)
    ]])
  end)
end

function tests.rename_in_all_files(nvim)
  local editor = two_files(nvim, 'happy')
  editor:type('grn')
  editor:until_it_asks()
  editor:type('<C-u>glad<CR>')
  editor:has_text((rules.main:gsub('happy', 'glad')))
  editor:has_text((rules.shared:gsub('happy', 'glad')), 'shared.flywheel')
  editor:has_problems({})
  -- Both are to be saved, and can be taken back.
  editor:type('u')
  editor:has_text(rules.main)
end

function tests.rename_a_stage(nvim)
  local editor = nvim.with(rules.full)
  editor:settle()
  editor:go_to('Enthusiast; send')
  editor:type('grn')
  editor:until_it_asks()
  editor:type('<C-u>Friend<CR>')
  -- Records say what they said before.
  local expected = rules.full:gsub('to Enthusiast', 'to Friend')
  expected = expected:gsub('stage Enthusiast', 'stage Friend')
  expected = expected:gsub('friends"', 'friends" as "Enthusiast"')
  editor:has_text(expected)
  editor:has_problems({})
end

function tests.rename_says_why_not(nvim)
  local editor = nvim.with(rules.full)
  editor:settle()
  editor:go_to('Enthusiast; send')
  editor:type('grn')
  editor:until_it_asks()
  editor:type('<C-u>NPS<CR>')
  editor:eventually_has('`Enthusiast` cannot become `NPS`: `NPS` is declared twice', function()
    return editor:lua('return vim.fn.execute("messages")')
  end)
  editor:has_text(rules.full)
  editor.expects_error = true
end

return tests
