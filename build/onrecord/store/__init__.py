"""What is current, and why: records of compiled episodes, and what the built site holds.

Nothing here is needed to build: whatever is missing, damaged or foreign is made again.
"""

from onrecord.store.cache import Cache, CachedEpisode, DownloadFact, PageFact, StoredEpisode
from onrecord.store.cluster import open_cluster
from onrecord.store.code import code_version
from onrecord.store.codec import decode, encode
from onrecord.store.current import is_current
from onrecord.store.executor import open_pool, run_all
from onrecord.store.fingerprint import fingerprint, fingerprint_texts
from onrecord.store.lock import Lock
from onrecord.store.outputs import Expected, Outputs, PublishedFiles, digest_of
from onrecord.store.records import Records
from onrecord.store.row import Row
from onrecord.store.signature import Signature, is_settled, sign
from onrecord.store.stage import Stage

__all__ = [
    "Cache",
    "CachedEpisode",
    "DownloadFact",
    "Expected",
    "Lock",
    "Outputs",
    "PageFact",
    "PublishedFiles",
    "Records",
    "Row",
    "Signature",
    "Stage",
    "StoredEpisode",
    "code_version",
    "decode",
    "digest_of",
    "encode",
    "fingerprint",
    "fingerprint_texts",
    "is_current",
    "is_settled",
    "open_cluster",
    "open_pool",
    "run_all",
    "sign",
]
