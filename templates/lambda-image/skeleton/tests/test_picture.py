"""Thumbnails: their size, their format, and what none is made of."""

from io import BytesIO

import pytest
from PIL import Image

from thumbnails import picture


def encoded(image: Image.Image, file_format: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, file_format, **options)
    return file.getvalue()


def size_of_thumbnail(data: bytes) -> tuple[int, int]:
    image = Image.open(BytesIO(picture.thumbnail(data)))
    assert image.format == "WEBP"
    return image.size


@pytest.mark.parametrize(
    ("size", "expected"), [((1600, 1200), (320, 240)), ((10, 2000), (2, 320)), ((64, 64), (64, 64))]
)
def test_keeps_the_shape_and_enlarges_nothing(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert size_of_thumbnail(encoded(Image.new("RGB", size), "PNG")) == expected


@pytest.mark.parametrize(
    ("mode", "file_format"),
    [("RGB", "JPEG"), ("CMYK", "JPEG"), ("L", "PNG"), ("P", "GIF"), ("RGBA", "WEBP")],
)
def test_takes_what_cameras_and_browsers_make(mode: str, file_format: str) -> None:
    assert size_of_thumbnail(encoded(Image.new(mode, (640, 640)), file_format)) == (320, 320)


def test_keeps_transparency() -> None:
    transparent = Image.new("RGBA", (640, 640), (255, 0, 0, 0))

    thumbnail = Image.open(BytesIO(picture.thumbnail(encoded(transparent, "PNG"))))

    assert thumbnail.convert("RGBA").getpixel((0, 0))[3] == 0


def test_turns_a_picture_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: the camera was turned by a quarter

    lying = encoded(Image.new("RGB", (1600, 1200)), "JPEG", exif=exif)

    assert size_of_thumbnail(lying) == (240, 320)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        encoded(Image.new("RGB", (640, 640)), "PNG")[:200],
        encoded(Image.new("RGB", (640, 640)), "TIFF"),
    ],
    ids=["empty", "text", "cut off", "a format that is not taken"],
)
def test_refuses_what_is_no_picture(data: bytes) -> None:
    with pytest.raises(picture.UnusablePictureError, match="no picture"):
        picture.thumbnail(data)


@pytest.mark.parametrize("size", [(8000, 8000), (20000, 20000)])
def test_refuses_what_would_not_fit_into_memory(size: tuple[int, int]) -> None:
    bomb = encoded(Image.new("1", size), "PNG")

    with pytest.raises(picture.UnusablePictureError, match="pixels"):
        picture.thumbnail(bomb)


def test_refuses_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch, jpeg: bytes) -> None:
    monkeypatch.setattr(picture, "MAX_BYTES", len(jpeg) - 1)

    with pytest.raises(picture.UnusablePictureError, match="bytes"):
        picture.thumbnail(jpeg)
