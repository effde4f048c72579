"""`python -m onrecord`."""

from onrecord.cli import enter

enter()
