"""The thin adapter between onrecord and MkDocs."""
