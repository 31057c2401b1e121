autocmd BufNewFile,BufRead *.flywheel setfiletype flywheel
