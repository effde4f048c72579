"""A Dask cluster of two workers on this machine, until the input ends.

Writes the scheduler's address and the workers' processes.
"""

from __future__ import annotations

import json
import os
import sys

from distributed import Client, LocalCluster

if __name__ == "__main__":
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        print(
            json.dumps([cluster.scheduler_address, list(client.run(os.getpid).values())]),
            flush=True,
        )
        sys.stdin.read()
