-- The language server, for Neovim 0.11 or later: `vim.lsp.enable('flywheel')` starts it.
return {
  cmd = { 'flywheel', 'lsp' },
  filetypes = { 'flywheel' },
  root_markers = { '.git' },
}
