"""Interrupts long work in a Java kernel, then asks the kernel for more.

    python interrupt_kernel.py SET_UP_CODE LONG_CODE NEXT_CODE

Prints one JSON object: how the long cell ended and how long after the interrupt, the texts of its
progress displays, and the outputs of the next cell.
"""

import json
import queue
import sys
import time

from jupyter_client.manager import start_new_kernel


def outputs(client, request, until=180):
    """Yields a cell's messages until the kernel is idle again."""
    end = time.monotonic() + until
    while time.monotonic() < end:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            continue
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "status" and content["execution_state"] == "idle":
            return
        yield kind, content
    raise TimeoutError("the kernel did not become idle")


def main(set_up, long_work, next_work):
    manager, client = start_new_kernel(kernel_name="java")
    try:
        set_up_kinds = [kind for kind, _ in outputs(client, client.execute(set_up))]
        progress, error, displays = [], None, 0
        interrupted_at = None
        for kind, content in outputs(client, client.execute(long_work)):
            if kind in ("display_data", "update_display_data"):
                displays += kind == "display_data"
                progress.append(content["data"].get("text/plain", ""))
                if interrupted_at is None and len(progress) >= 5:
                    manager.interrupt_kernel()
                    interrupted_at = time.monotonic()
            if kind == "error":
                error = "\n".join(content["traceback"])
        idle_after = time.monotonic() - interrupted_at if interrupted_at else None
        following = [
            content.get("data", content) if kind != "error" else {"error": content}
            for kind, content in outputs(client, client.execute(next_work))
            if kind not in ("execute_input", "status", "update_display_data")
        ]
        print(
            json.dumps(
                {
                    "setUp": set_up_kinds,
                    "progress": progress,
                    "displays": displays,
                    "error": error,
                    "idleAfter": idle_after,
                    "next": following,
                }
            )
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
