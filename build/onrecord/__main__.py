"""`python -m onrecord`."""

from onrecord.cli import main_and_exit

main_and_exit()
