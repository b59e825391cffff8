"""What a thumbnail is, and which pictures one is made of."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

EDGE = 320
MAX_BYTES = 20 * 1024 * 1024

# Decoded, a pixel takes four bytes: this many fit into the memory of the smallest function.
MAX_PIXELS = 40_000_000

# Pillow reads many more formats, each of which is code that reads what strangers upload.
FORMATS = ("GIF", "JPEG", "PNG", "WEBP")


class UnusablePictureError(Exception):
    """No thumbnail can be made of this, now or later."""


def thumbnail(data: bytes) -> bytes:
    """Return a WebP picture of at most `EDGE` by `EDGE` pixels, upright.

    Raises:
        UnusablePictureError: The data is no picture, or one that is too large.
    """
    if len(data) > MAX_BYTES:
        raise UnusablePictureError(f"larger than {MAX_BYTES} bytes")
    try:
        return _shrink(data)
    except Image.DecompressionBombError:
        raise UnusablePictureError(f"more than {MAX_PIXELS} pixels") from None
    # What is damaged shows in one of these, depending on the format and where the damage is.
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UnusablePictureError(f"no picture that can be read: {error}") from None


def _shrink(data: bytes) -> bytes:
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        # Known from the header, before anything is decoded.
        if image.width * image.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        # Makes smaller, never larger, and lets the JPEG decoder skip what is not needed.
        image.thumbnail((EDGE, EDGE))
        ImageOps.exif_transpose(image, in_place=True)
        shrunk = BytesIO()
        image.save(shrunk, "WEBP")
    return shrunk.getvalue()
