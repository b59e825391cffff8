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
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr] # absent when replaced
    try:
        status = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, a closed pager) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = Status.OK
    except KeyboardInterrupt:
        sys.stderr.write("awsdev: interrupted\n")
        status = 130
    sys.exit(status)


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
        raise
    return result if isinstance(result, int) else Status.OK


def _complain(words: str, status: int) -> int:
    sys.stderr.write(f"awsdev: {words}\n")
    return status


if __name__ == "__main__":
    main()
