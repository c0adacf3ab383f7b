#!/usr/bin/env python3
"""Real editors, headless, where they are installed: editors_test.py PROGRAM. Exit status 77 where none is."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = None
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
THEORY = """# a comment
Theory: Through the gate
[GATE-1] If the participant is released
then (resource) someone comes within 2 days (evidence: trial)
Context C1: a home
  observed when at least 2 events "gate meeting" where by is 3
Example: e
  Expect GATE-1 fired
If basic needs are met, then all is well.
"""
# Line, column (from 1), and what the word there is.
VIM = {(1, 1): "Comment", (2, 1): "Header", (3, 1): "Label", (3, 10): "Opening", (4, 1): "Clause", (4, 6): "Role", (4, 17): "", (4, 31): "Window",
       (4, 45): "Tag", (5, 1): "Declaration", (5, 9): "ShortName", (6, 4): "Observed", (6, 28): "EventWord", (6, 36): "Event", (7, 1): "ExampleWord",
       (8, 3): "Fact", (8, 17): "Verdict", (9, 1): "Opening", (9, 10): "", (9, 25): "InlineThen"}
KATE = {(1, 1): "Comment", (2, 1): "Header", (3, 1): "Label", (3, 10): "Opening", (4, 1): "Keyword", (4, 6): "Role", (4, 17): "Normal Text", (4, 31): "Window",
        (4, 45): "Tag", (5, 1): "Declaration", (6, 3): "Keyword", (6, 36): "Event", (8, 3): "Keyword", (8, 17): "Verdict", (9, 25): "Keyword"}

# Neovim's own client: the messages it was told, one offered phrase, and the text after a renaming and a layout.
CLIENT = """
local out, program, file = vim.env.OUT, vim.env.PROGRAM, vim.env.FILE
vim.cmd('edit ' .. file)
local id = vim.lsp.start_client({ name = 'realist', cmd = { program, 'lsp' }, root_dir = vim.fn.fnamemodify(file, ':h') })
vim.lsp.buf_attach_client(0, id)
local got = { told = {} }
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 20)
for _, d in ipairs(vim.diagnostic.get(0)) do
  if d.severity == vim.diagnostic.severity.ERROR then table.insert(got.told, { d.code, d.lnum, d.col }) end
end
local function ask(method, params)
  params.textDocument = { uri = vim.uri_from_bufnr(0) }
  local answers = vim.lsp.buf_request_sync(0, method, params, 60000)
  return answers[id].result
end
vim.api.nvim_buf_set_text(0, 1, 0, 1, 3, { 'then' })
local edit = ask('textDocument/rename', { position = { line = 0, character = 5 }, newName = 'the home is cold' })
vim.lsp.util.apply_workspace_edit(edit, vim.lsp.get_client_by_id(id).offset_encoding)
vim.lsp.util.apply_text_edits(ask('textDocument/formatting', { options = { tabSize = 2, insertSpaces = true } }), 0, vim.lsp.get_client_by_id(id).offset_encoding)
got.text = vim.api.nvim_buf_get_lines(0, 0, -1, false)
vim.fn.writefile({ vim.fn.json_encode(got) }, out)
vim.cmd('qa!')
"""


def names_script(folder):
    ask = "".join(f"call add(out, '{l}:{c} ' . synIDattr(synID({l},{c},1),'name'))\n" for l, c in VIM)
    return (f"set nocompatible\nset rtp^={ROOT}/editors/vim\nfiletype plugin on\nsyntax on\nedit {folder}/x.theory\n"
            f"let out = [&filetype]\n{ask}call writefile(out, '{folder}/out')\nqa!\n")


class Editors(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        with open(os.path.join(self.folder, "x.theory"), "w") as file:
            file.write(THEORY)

    def colours(self, *command):
        with open(os.path.join(self.folder, "v.vim"), "w") as file:
            file.write(names_script(self.folder))
        subprocess.run([*command, "-u", os.path.join(self.folder, "v.vim")], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=120, check=False)
        with open(os.path.join(self.folder, "out")) as file:
            got = file.read().splitlines()
        self.assertEqual(got[0], "realist")
        self.assertEqual(got[1:], [f"{l}:{c} " + ("realist" + name if name else "") for (l, c), name in VIM.items()])

    @unittest.skipUnless(shutil.which("vim"), "vim is not installed")
    def test_vim_tells_the_words_apart(self):
        self.colours("vim", "-es")

    @unittest.skipUnless(shutil.which("nvim"), "nvim is not installed")
    def test_neovim_tells_the_words_apart(self):
        self.colours("nvim", "--headless")

    @unittest.skipUnless(shutil.which("nvim"), "nvim is not installed")
    def test_neovim_speaks_with_the_server(self):
        theory = os.path.join(self.folder, "y.theory")
        with open(theory, "w") as file:
            file.write("If the home is warm\nthn   they stay\n\nIf they stay\nthen the home is warm\n")
        with open(os.path.join(self.folder, "c.lua"), "w") as file:
            file.write(CLIENT)
        out = os.path.join(self.folder, "out")
        subprocess.run(["nvim", "--headless", "--clean", "-c", f"luafile {self.folder}/c.lua"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env={**os.environ, "OUT": out, "PROGRAM": PROGRAM, "FILE": theory}, timeout=240, check=False)
        with open(out) as file:
            got = json.load(file)
        self.assertEqual(got["told"], [["syntax/unknown-keyword", 1, 0]])
        self.assertEqual(got["text"], ["If the home is cold", "then they stay", "", "If they stay", "then the home is cold"])

    @unittest.skipUnless(shutil.which("kate-syntax-highlighter"), "kate-syntax-highlighter is not installed")
    def test_kate_tells_the_words_apart(self):
        place = os.path.join(self.folder, "org.kde.syntax-highlighting", "syntax")
        os.makedirs(place)
        shutil.copy(os.path.join(ROOT, "editors", "kate", "realist.xml"), place)
        ran = subprocess.run(["kate-syntax-highlighter", "-s", "Realist Theory", "-f", "html", "-t", "Breeze Light", os.path.join(self.folder, "x.theory")], capture_output=True,
                             text=True, env={**os.environ, "XDG_DATA_HOME": self.folder, "QT_QPA_PLATFORM": "offscreen"}, timeout=120, check=True)
        self.assertNotIn("realist.xml", ran.stderr)
        self.assertEqual(self.traced(), {at: name for at, name in KATE.items()})

    def traced(self):
        """The names of the formats at the places of KATE: under each line bars say where one begins; further below, where it begins, stands its name."""
        ran = subprocess.run(["kate-syntax-highlighter", "-s", "Realist Theory", "-f", "ansi", "-b", "--syntax-trace", "format", os.path.join(self.folder, "x.theory")],
                             capture_output=True, text=True, env={**os.environ, "XDG_DATA_HOME": self.folder, "QT_QPA_PLATFORM": "offscreen"}, timeout=120, check=True)
        lines = re.sub(r"\x1b\[[0-9;]*[mK]", "", ran.stdout).splitlines()
        written = THEORY.splitlines()
        starts = [lines.index(line) for line in written] + [len(lines)]
        found = {}
        for number, at in enumerate(starts[:-1]):
            for line, column in KATE:
                if line != number + 1:
                    continue
                below = lines[at + 1:starts[number + 1]]
                column_of = max(c for c in range(column) if c < len(below[0]) and below[0][c] == "|")
                names = [row[column_of:] for row in below if row[column_of:column_of + 1].isupper() and not row[:column_of].endswith(("Normal ", "Alert ", "Level "))]
                found[(line, column)] = re.match(r"Normal Text|\w+", names[0]).group(0)
        return found


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    if not any(shutil.which(name) for name in ("vim", "nvim", "kate-syntax-highlighter")):
        print("skipped: neither vim, nvim nor kate-syntax-highlighter is installed")
        sys.exit(77)
    unittest.main()
