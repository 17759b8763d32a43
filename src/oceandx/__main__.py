"""Run oceandx with ``python -m oceandx``."""

from oceandx.cli.main import main

main()
