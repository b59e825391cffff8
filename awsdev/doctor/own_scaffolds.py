"""The reader's own scaffolds: whether each can be read."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.doctor.check import Check, State, refuse_name
from awsdev.errors import AwsdevError
from awsdev.scaffolds.catalogue import Catalogue
from awsdev.scaffolds.names import MANIFEST, own_scaffolds

_GROUP = "your scaffolds"


def scaffold_checks() -> Iterator[Check]:
    """Yield how each scaffold of the reader's own is."""
    catalogue = Catalogue([own_scaffolds()])
    for folder in sorted(path.parent for path in own_scaffolds().glob(f"*/{MANIFEST}")):
        try:
            refuse_name(folder)
            scaffold = catalogue.find(folder.name)
        except AwsdevError as error:
            yield Check(_GROUP, folder.name, State.WRONG, error.message, error.hint)
        else:
            yield Check(_GROUP, folder.name, State.OK, scaffold.title)
