"""The forms of Korean verbs and adjectives: a stem and its ending melt into one syllable.

`멈추다` stands as `멈춰`, `멈췄`, `멈춘`, `멈출`, `멈춤` and `멈춥`: no ending can be cut off them.
"""

from __future__ import annotations

from collections.abc import Iterator

_FIRST, _VOWELS, _FINALS = ord("가"), 21, 28
_A, _AE, _EO, _YEO, _O, _WA, _WAE, _OE, _U, _WO, _EU, _I = 0, 1, 4, 6, 8, 9, 10, 11, 13, 14, 18, 20
"""Vowels, by their places in the alphabet of Unicode."""
_N, _L, _M, _B, _SS = 4, 8, 16, 17, 20
"""Final consonants, by their places."""
_MELTED = {_I: _YEO, _U: _WO, _O: _WA, _OE: _WAE, _EU: _EO}
"""What a stem's vowel becomes before `어` or `아`; other vowels stay."""
_STEM_OF = {melted: vowel for vowel, melted in _MELTED.items()}
_SHORT = 2
"""Syllables: too many nouns of so few end as a verb may, `이진` as `지난`."""
_AFTER_CONSONANT = tuple("으는은을아어았었지고기습히혀힌혔")
"""What may follow a stem of one syllable, which alone stands in too many words."""


def verb_forms(stem: str) -> list[str]:
    """Return the beginnings of all forms of a verb, from its stem: `멈추` for `멈추다`."""
    first, vowel, final = _split(stem[-1])
    before = stem[:-1]
    if not final:
        forms = [stem, *_melted(before, first, vowel)]
        forms += [before + _join(first, vowel, end) for end in (_N, _L, _M, _B)]
    elif final == _L:
        forms = [stem, *(before + _join(first, vowel, end) for end in (0, _N, _B))]
    elif final == _B:
        forms = [stem, *verb_forms(before + _join(first, vowel, 0) + "우")]
    else:
        forms = [stem]
    if len(stem) == 1 and final:
        forms += (stem + end for end in _AFTER_CONSONANT)
    # A single syllable stands in too many words; but a stem is found where it is a word's only one.
    return [form for form in dict.fromkeys(forms) if len(form) > 1 or form == stem]


def stems_of(form: str) -> Iterator[str]:
    """Yield the stems that a beginning of a form may have: `멈추` for `멈췄`, among others."""
    first, vowel, final = _split(form[-1])
    before = form[:-1]
    if final in {0, _SS}:
        yield before + _join(first, vowel, 0)
        if vowel in _STEM_OF:
            yield before + _join(first, _STEM_OF[vowel], 0)
    elif final in {_N, _L, _M, _B} and len(form) > _SHORT:
        yield before + _join(first, vowel, 0)


def _melted(before: str, first: int, vowel: int) -> Iterator[str]:
    """Yield the forms of a stem that ends in a vowel before `어`, and of the past."""
    last = _join(first, vowel, 0)
    if last == "르" and before:
        # 고르 becomes 골라, 누르 becomes 눌러.
        above, dark_or_bright, _ = _split(before[-1])
        head = before[:-1] + _join(above, dark_or_bright, _L)
        yield from (head + end for end in ("라랐" if dark_or_bright in {_A, _O} else "러렀"))
        return
    melted = _AE if last == "하" else _MELTED.get(vowel, vowel)
    for end in (0, _SS):
        yield before + _join(first, melted, end)


def _split(syllable: str) -> tuple[int, int, int]:
    """Return the first consonant, the vowel and the final consonant of a syllable."""
    rest, final = divmod(ord(syllable) - _FIRST, _FINALS)
    return (*divmod(rest, _VOWELS), final)


def _join(first: int, vowel: int, final: int) -> str:
    return chr(_FIRST + (first * _VOWELS + vowel) * _FINALS + final)
