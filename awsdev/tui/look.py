"""How the browser looks, dark and light: pages keep the colours they have on a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.terminal_theme import TerminalTheme
from textual.theme import Theme

DARK, LIGHT = "awsdev-dark", "awsdev-light"

_LIGHT_BACKGROUNDS = ("7", "15")

THEMES = (
    Theme(
        name=DARK,
        primary="#5fafd7",
        secondary="#5f87af",
        accent="#e0af68",
        foreground="#d6dae0",
        background="#16181d",
        surface="#1c1f26",
        panel="#242832",
        success="#8fbf7f",
        warning="#e0af68",
        error="#e06c75",
        dark=True,
    ),
    Theme(
        name=LIGHT,
        primary="#1f6f9f",
        secondary="#4f7fa0",
        accent="#9a5b00",
        foreground="#22262c",
        background="#fbfaf7",
        surface="#f2f0ea",
        panel="#e6e3da",
        success="#3a7a2a",
        warning="#8a5a00",
        error="#b3261e",
        dark=False,
    ),
)

# A palette each: what a page calls cyan can be read on either background.
ON_DARK = TerminalTheme(
    (22, 24, 29),
    (214, 218, 224),
    [(60, 64, 72), (224, 108, 117), (143, 191, 127), (224, 175, 104),
     (106, 159, 224), (198, 140, 220), (95, 190, 205), (200, 204, 212)],
    [(130, 137, 151), (240, 130, 138), (165, 212, 150), (240, 200, 130),
     (130, 180, 240), (215, 165, 235), (120, 210, 222), (235, 238, 242)],
)  # fmt: skip
ON_LIGHT = TerminalTheme(
    (251, 250, 247),
    (34, 38, 44),
    [(34, 38, 44), (170, 30, 30), (45, 110, 30), (130, 85, 0),
     (25, 85, 170), (135, 45, 150), (0, 105, 125), (95, 99, 107)],
    [(100, 105, 115), (185, 40, 40), (55, 120, 40), (140, 95, 0),
     (35, 95, 185), (150, 60, 165), (0, 115, 135), (60, 64, 70)],
)  # fmt: skip


def usual_theme(environment: Mapping[str, str]) -> str:
    """Return the theme that fits the terminal, where it says what its background is.

    Args:
        environment: `COLORFGBG` ends with the number of the background's colour.
    """
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if background in _LIGHT_BACKGROUNDS else DARK
