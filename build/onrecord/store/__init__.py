"""What is remembered between builds: one SQLite database, and the files beside it.

Nothing here is needed to build: whatever is missing, damaged or foreign is made again.
"""

from onrecord.store.fingerprint import code_version, digest_of, fingerprint, fingerprint_texts

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
    "rows",
    "site_folder",
    "stage",
]
