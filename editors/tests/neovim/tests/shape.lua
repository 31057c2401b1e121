-- The outline of a file, what can be folded, and the colors of words.
local rules = require('rules')
local tests = {}

function tests.outline_of_a_file(nvim)
  local editor = nvim.with(rules.shop)
  editor:settle()
  editor:type('gO')
  editor:eventually_has('Enthusiast', function() return table.concat(editor:list('location'), '\n') end)
  local list = table.concat(editor:list('location'), '\n')
  for _, name in ipairs({ 'customer', 'NPS', 'purchases', 'swag', 'Engaged', '3 purchases and NPS ≥ 9' }) do
    assert(list:find(name, 1, true), name .. ' is not in\n' .. list)
  end
end

function tests.search_in_all_files(nvim)
  local editor = nvim.start({
    ['main.flywheel'] = rules.main,
    ['shared.flywheel'] = rules.shared,
    ['other.flywheel'] = rules.shop,
  })
  editor:open('main.flywheel')
  editor:settle()
  editor:lua([[vim.lsp.buf.workspace_symbol('happ')]])
  editor:eventually_has('shared.flywheel:3', function() return table.concat(editor:list('quickfix'), '\n') end)
  -- The list has a window of its own, which is no rule file.
  editor:lua([[vim.cmd.cclose() vim.lsp.buf.workspace_symbol('swag')]])
  editor:eventually_has('other.flywheel:5', function() return table.concat(editor:list('quickfix'), '\n') end)
end

function tests.fold_blocks(nvim)
  local editor = nvim.with('# What this is,\n# and for whom.\n' .. rules.shop)
  editor:settle()
  editor:lua([[
    vim.wo.foldmethod, vim.wo.foldexpr, vim.wo.foldlevel = 'expr', 'v:lua.vim.lsp.foldexpr()', 0
  ]])
  editor:eventually({ '1-2', '3-5', '9-10', '12-13' }, function()
    return editor:lua([[
      local folds, line = {}, 1
      while line <= vim.fn.line('$') do
        local last = vim.fn.foldclosedend(line)
        if last > 0 then table.insert(folds, line .. '-' .. last) end
        line = math.max(last, line) + 1
      end
      return folds
    ]])
  end)
end

function tests.colors_by_what_names_mean(nvim)
  local editor = nvim.with(rules.full)
  local function kind(place)
    editor:go_to(place)
    return editor:lua([[
      local tokens = vim.lsp.semantic_tokens.get_at_pos()
      local token = tokens and tokens[1]
      return token and (token.type .. (token.modifiers.declaration and ' declaration' or '')) or ''
    ]])
  end
  editor:eventually('class', function() return kind('Enthusiast; send') end)
  local expected = {
    ['Enthusiast "'] = 'class declaration',
    ['NPS:'] = 'property declaration',
    ['NPS ≥'] = 'property',
    ['purchases and'] = 'event',
    ['swag      "'] = 'function declaration',
    ['spent ='] = 'variable declaration',
    ['spent ≥'] = 'variable',
    ['when'] = 'keyword',
    ['"A bag'] = 'string',
  }
  for place, what in pairs(expected) do
    assert(kind(place) == what, ('%s is %s, not %s'):format(place, kind(place), what))
  end
  -- Colors follow what is typed.
  editor:go_to('spent ≥')
  editor:type('cwNPS<Esc>')
  editor:eventually('property', function() return kind('NPS ≥ $') end)
end

return tests
