"""The reader's own scaffolds: whether each can be read."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.doctor.check import Check, State
from awsdev.errors import AwsdevError
from awsdev.scaffolds.catalogue import Catalogue, own_scaffolds


def scaffold_checks() -> Iterator[Check]:
    """Yield how each scaffold of the reader's own is."""
    catalogue = Catalogue([own_scaffolds()])
    for name in catalogue.names:
        try:
            scaffold = catalogue.find(name)
        except AwsdevError as error:
            yield Check("your scaffolds", name, State.WRONG, error.message, error.hint)
        else:
            yield Check("your scaffolds", name, State.OK, scaffold.title)
