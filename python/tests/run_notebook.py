"""Runs a notebook, and fails where a cell fails: `python run_notebook.py NOTEBOOK`."""

import sys
from pathlib import Path

import nbclient
import nbformat

path = Path(sys.argv[1])
notebook = nbformat.read(path, as_version=4)
nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": path.parent}}).execute()
shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
if not any("<svg" in output.get("data", {}).get("text/html", "") for output in shown):
    sys.exit("the notebook draws no picture")
if "--write" in sys.argv:
    nbformat.write(notebook, path)
