"""`python -m flywheel` is the `flywheel` command."""

import sys

from ._command import main

sys.exit(main())
