"""The server, and how long it is waited for."""

import os

SERVER = [os.environ.get("FLYWHEEL", "flywheel"), "lsp"]
# How many seconds anything may take, on any machine.
LONG = float(os.environ.get("LONG", "60"))
