"""The state that is kept between builds: one SQLite database, and the files beside it.

No build needs it: whatever is missing, damaged or of another version is made again.
"""

from onrecord.store.fingerprint import code_version, digest_of, fingerprint

# The modules are imported by those who need them: a build with nothing to do needs two.
__all__ = [
    "builds",
    "code_version",
    "database",
    "digest_of",
    "episodes",
    "facts",
    "fingerprint",
    "lock",
    "published_files",
    "rows",
    "site_folder",
    "stage",
]
