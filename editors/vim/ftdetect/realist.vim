autocmd BufNewFile,BufRead *.theory setfiletype realist
