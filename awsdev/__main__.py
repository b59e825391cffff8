"""The entry point: runs a command and turns what went wrong into one sentence."""

from __future__ import annotations

import contextlib
import gc
import os
import sys

from awsdev.errors import AwsdevError, Status


def main() -> None:
    """Run the command line and exit with its status."""
    # A command lives for a second: collecting garbage costs more than it frees.
    gc.disable()
    _open_streams()
    try:
        status = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, a closed pager) has seen enough.
        _discard_output()
        status = Status.OK
    except KeyboardInterrupt:
        status = _complain("interrupted", 130)
    except MemoryError:
        status = _complain("there is not enough memory for this", Status.UNASKED)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        status = _complain(f"{where}{error.strerror or error}", Status.UNASKED)
        # What could not be written now cannot be written at the end either.
        _discard_output()
    # At its end the interpreter collects once more, for nothing: hide all that is alive from it.
    gc.freeze()
    sys.exit(status)


def _open_streams() -> None:
    """Make both streams take any text; a closed one takes it and drops it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open to the end
        with contextlib.suppress(AttributeError):
            getattr(sys, name).reconfigure(errors="replace")


def _discard_output() -> None:
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run() -> int:
    import typer  # noqa: PLC0415 - imported after collections are off

    from awsdev.cli.app import app  # noqa: PLC0415 - as above
    from awsdev.terminal import one_line  # noqa: PLC0415 - as above

    try:
        result = app(standalone_mode=False, prog_name="awsdev")
    except AwsdevError as error:
        return _complain(one_line(str(error)), error.status)
    except typer.Abort:
        if sys.stderr.isatty():
            # The line of the question that was not answered ends here.
            sys.stderr.write("\n")
        return _complain("stopped", Status.UNASKED)
    except typer.Exit as error:
        return error.exit_code
    except typer.TyperException as error:
        return _complain(one_line(error.format_message()), Status.UNASKED)
    except SystemExit as error:
        # Typer ends a command whose reader went away with status 1, which says no here.
        if isinstance(error.__context__, BrokenPipeError):
            raise error.__context__ from None
        # So ends a completion; its status is an integer.
        return int(error.code or Status.OK)
    return result if isinstance(result, int) else Status.OK


def _complain(words: str, status: int) -> int:
    sys.stderr.write(f"awsdev: {words}\n")
    return status


if __name__ == "__main__":
    main()
