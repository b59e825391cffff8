"""`awsdev site`: the notes, rules and scaffolds as a static site."""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from awsdev.cli.output import AnswerFormat, write, write_json
from awsdev.cli.progress import progress_bar
from awsdev.errors import Status
from awsdev.terminal import one_line

if TYPE_CHECKING:
    from awsdev.site.build import Site


def site_build(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the site shall lie.")],
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite",
            help="Build around other files; those of the site's names are replaced.",
        ),
    ] = False,
    format_: Annotated[
        AnswerFormat, typer.Option("--format", help="Form of the answer.")
    ] = AnswerFormat.TEXT,
) -> int:
    """Write the notes, rules and scaffolds as a static site."""
    from awsdev.site.folder import refuse_strangers, write_site  # noqa: PLC0415 - not for --help

    _end_by_signals()
    refuse_strangers(folder, overwrite=overwrite)
    site = _built()
    write_site(site.files, folder)
    size = sum(map(len, site.files.values()))
    if format_ is AnswerFormat.JSON:
        counts = {"pages": site.pages, "files": len(site.files), "bytes": size}
        write_json({"version": 1, "folder": str(folder), **counts, "left_out": site.left_out})
    else:
        write(f"{site.pages} pages, {size / 1e6:.1f} MB: open {folder / 'index.html'}\n")
    return Status.OK


def site_serve(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port on this machine; 0 for any free one.")
    ] = 8000,
) -> int:
    """Serve the site to a browser on this machine until Ctrl-C."""
    from awsdev.site.folder import write_site  # noqa: PLC0415 - not for --help
    from awsdev.site.serve import serve, taken_port  # noqa: PLC0415 - as above

    _end_by_signals()
    with tempfile.TemporaryDirectory(prefix="awsdev-site-") as name:
        folder = Path(name) / "site"
        with taken_port(folder, port) as server:
            write_site(_built().files, folder)
            serve(server, _tell)
    return Status.OK


def _end_by_signals() -> None:
    """Let whoever ends the command, or closes its terminal, do what Ctrl-C does: tidy up."""
    for name in ("SIGTERM", "SIGHUP"):
        # Windows has no SIGHUP; what was to be ignored, by nohup, stays so.
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def _tell(address: str) -> None:
    write(f"{address} until Ctrl-C\n")
    # Who waits for the address in a pipe gets it now.
    sys.stdout.flush()


def _built() -> Site:
    from awsdev.notes.library import users_library  # noqa: PLC0415 - not for --help
    from awsdev.scaffolds.catalogue import users_catalogue  # noqa: PLC0415 - as above
    from awsdev.site.build import build_site  # noqa: PLC0415 - as above
    from awsdev.site.parts import PartMaker  # noqa: PLC0415 - as above

    maker = PartMaker(users_library(), users_catalogue())
    with progress_bar(len(maker.tasks), "Building") as tell:
        site = build_site(maker, tell)
    for problem in site.left_out:
        sys.stderr.write(one_line(f"awsdev: left out: {problem}") + "\n")
    return site
