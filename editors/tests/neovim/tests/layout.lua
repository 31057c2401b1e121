-- The standard layout.
local rules = require('rules')
local tests = {}

local ugly = rules.shop:gsub('  NPS: number', '  NPS:    number'):gsub('  when', '    when')
local laid_out = rules.shop:gsub('  NPS: number', '  NPS:       number')

function tests.format_the_file(nvim)
  local editor = nvim.with(ugly)
  editor:type(':lua vim.lsp.buf.format()<CR>')
  editor:has_text(laid_out)
  editor:type('u')
  editor:has_text(ugly)
end

function tests.format_some_lines(nvim)
  local editor = nvim.with(ugly)
  editor:go_to('stage Enthusiast')
  -- Neovim has `gq` format with the server.
  editor:type('gqG')
  editor:has_text((ugly:gsub('    when', '  when')))
end

function tests.format_leaves_mistakes_alone(nvim)
  local editor = nvim.with('stage\n')
  editor:type(':lua vim.lsp.buf.format()<CR>')
  editor:settle()
  editor:has_text('stage\n')
  editor:has_problems({ '1 syntax' })
end

return tests
