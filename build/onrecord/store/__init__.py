"""What is remembered between builds: one SQLite database, and the files beside it.

Nothing here is needed to build: whatever is missing, damaged or foreign is made again.
"""

from onrecord.store.code import code_version
from onrecord.store.fingerprint import digest_of, fingerprint, fingerprint_texts

# The modules are imported by those who need them: a build with nothing to do needs two.
__all__ = [
    "builds",
    "code_version",
    "database",
    "digest_of",
    "episodes",
    "facts",
    "fingerprint",
    "fingerprint_texts",
    "lock",
    "published_files",
    "reported",
    "rows",
    "site_folder",
    "stage",
]
