" Theories of Realist: comments, layout, and what is wrong, with `:make`.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal commentstring=#\ %s
setlocal comments=b:#
setlocal formatoptions-=t
setlocal formatoptions+=croql
setlocal iskeyword+=-
setlocal formatprg=realist\ fmt\ -
setlocal makeprg=realist\ check\ %:S
setlocal errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tote:\ %m,%-G%.%#
let b:undo_ftplugin = 'setlocal commentstring< comments< formatoptions< iskeyword< formatprg< makeprg< errorformat<'
