"""Make the pictures that Taproot's image tests compare with, by Pillow and torchvision.

Writes them under src/test/resources/image. All pictures are drawn here from formulas and a fixed
seed; what Pillow reads from a file FILE is stored beside it as FILE.expected.png.
"""

import struct
import zlib
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageCms, ImageOps
from torchvision import transforms
from torchvision.transforms import InterpolationMode

TARGET = Path(__file__).parents[1] / "src/test/resources/image"
SIZES = [(40, 25), (61, 20), (9, 47), (100, 83), (1, 1), (60, 46), (61, 47)]
INTERPOLATIONS = {
    "nearest": InterpolationMode.NEAREST,
    "bilinear": InterpolationMode.BILINEAR,
    "bicubic": InterpolationMode.BICUBIC,
}
MEAN = [0.485, 0.456, 0.406]
STD = [0.229, 0.224, 0.225]
ORIENTATION_TAG = 0x0112


def draw(width: int, height: int) -> Image.Image:
    """Return a picture with gradients, edges, saturated colours and a little noise."""
    y, x = np.mgrid[0:height, 0:width]
    red = 255 * x / (width - 1)
    green = 127.5 + 127.5 * np.sin(x * y / 40)
    blue = np.where((x // 7 + y // 5) % 2 == 0, 255 * y / (height - 1), 20)
    picture = np.stack([red, green, blue], axis=-1)
    picture[height // 4 : height // 2, width // 4 : width // 2] = [255, 0, 0]
    picture += np.random.default_rng(0).normal(0, 4, picture.shape)
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8))


def on_white(picture: Image.Image) -> Image.Image:
    """Return the picture without transparency, laid on white."""
    picture = picture.convert("RGBA")
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


def expect(name: str, picture: Image.Image | None = None) -> None:
    """Store what Pillow reads from a file, or what it should read where its modes fall short."""
    if picture is None:
        with Image.open(TARGET / name) as stored:
            upright = ImageOps.exif_transpose(stored)
            transparent = "A" in upright.mode or "transparency" in upright.info
            picture = on_white(upright) if transparent else upright.convert("RGB")
    picture.save(TARGET / f"{name}.expected.png")


def save(name: str, picture: Image.Image, **options: object) -> None:
    """Store a picture and what Pillow reads from the file."""
    picture.save(TARGET / name, **options)
    expect(name)


def make_resized(source: Image.Image) -> None:
    """Store the source, and it resized to each size with each interpolation."""
    source.save(TARGET / "source.png")
    for name, mode in INTERPOLATIONS.items():
        for size in SIZES:
            resized = source.resize(size, getattr(Image.Resampling, mode.name))
            resized.save(TARGET / f"resized-{name}-{size[0]}x{size[1]}.png")


def make_preprocessed(source: Image.Image) -> None:
    """Store what torchvision makes of the source, lying and standing."""
    for name, picture in {"lying": source, "standing": source.transpose(Image.ROTATE_90)}.items():
        for interpolation, mode in INTERPOLATIONS.items():
            preprocess = transforms.Compose(
                [
                    transforms.Resize(31, mode),
                    transforms.CenterCrop(24),
                    transforms.ToTensor(),
                    transforms.Normalize(MEAN, STD),
                ]
            )
            tensor: torch.Tensor = preprocess(picture)
            np.save(TARGET / f"preprocessed-{name}-{interpolation}.npy", tensor[None].numpy())


def make_jpegs(source: Image.Image) -> None:
    """Store one JPEG of each kind."""
    save("plain.jpg", source, quality=90)
    save("full-colour.jpg", source, quality=90, subsampling=0)
    save("progressive.jpg", source, quality=90, progressive=True)
    save("grey.jpg", source.convert("L"), quality=90)
    save("rgb.jpg", source, quality=90, keep_rgb=True)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    save("profile.jpg", source, quality=90, icc_profile=profile)

    inks = np.array(source.convert("CMYK"))
    inks[..., 3] = np.linspace(0, 200, source.width).astype(np.uint8)
    save("cmyk.jpg", Image.fromarray(inks, "CMYK"), quality=90)
    luminance = np.array(ImageOps.invert(source).convert("YCbCr"))
    stored = np.concatenate([luminance, 255 - inks[..., 3:]], axis=-1)
    Image.fromarray(255 - stored, "CMYK").save(TARGET / "ycck.jpg", quality=90)
    adobe = b"Adobe\x00\x64\x00\x00\x00\x00"
    content = (TARGET / "ycck.jpg").read_bytes()
    assert adobe + b"\x00" in content
    (TARGET / "ycck.jpg").write_bytes(content.replace(adobe + b"\x00", adobe + b"\x02"))
    expect("ycck.jpg")


def make_oriented(source: Image.Image) -> None:
    """Store one file for each way to hold a camera; all show the same picture."""
    for orientation in range(1, 9):
        save(f"orientation-{orientation}.jpg", source, quality=90, exif=exif_of(orientation))
    save("orientation-6.png", source, exif=exif_of(6))


def exif_of(orientation: int) -> Image.Exif:
    """Return EXIF data that tells an orientation and nothing else."""
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    return exif


def make_pngs(source: Image.Image) -> None:
    """Store one PNG of each kind."""
    alpha = Image.linear_gradient("L").resize(source.size)
    transparent = source.copy()
    transparent.putalpha(alpha)
    save("alpha.png", transparent)
    grey_transparent = source.convert("L")
    grey_transparent.putalpha(alpha)
    save("grey-alpha.png", grey_transparent)
    save("grey.png", source.convert("L"))
    save("black-and-white.png", source.convert("1"))
    palette = source.quantize(16)
    save("palette.png", palette)
    save("palette-transparent.png", palette, transparency=3)
    key = source.getpixel((30, 30))
    save("colour-key.png", source, transparency=key)

    deep = (np.array(source).astype(np.uint16) << 8) | 0x5A
    save_deep("deep.png", deep, colour_type=2)
    expect("deep.png", source)
    grey = source.convert("L")
    save_deep("deep-grey.png", deep_grey(grey), colour_type=0)
    expect("deep-grey.png", grey.convert("RGB"))


def deep_grey(grey: Image.Image) -> np.ndarray:
    """Return 16-bit grey values whose upper 8 bits are the picture's."""
    return (np.array(grey).astype(np.uint16) << 8 | 0xA5)[..., None]


def save_deep(name: str, values: np.ndarray, colour_type: int) -> None:
    """Write a PNG of 16 bits per sample, which Pillow cannot."""
    height, width, _ = values.shape
    rows = b"".join(b"\x00" + row.astype(">u2").tobytes() for row in values)
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    ]
    content = b"\x89PNG\r\n\x1a\n"
    for kind, data in chunks:
        content += struct.pack(">I", len(data)) + kind + data
        content += struct.pack(">I", zlib.crc32(kind + data))
    (TARGET / name).write_bytes(content)


def make_others(source: Image.Image) -> None:
    """Store a GIF of two frames and BMPs."""
    first = source.quantize(32)
    second = ImageOps.invert(source).quantize(32)
    save("two-frames.gif", first, save_all=True, append_images=[second], duration=100)
    save("colour.bmp", source)
    save("grey.bmp", source.convert("L"))


def main() -> None:
    """Make everything."""
    TARGET.mkdir(parents=True, exist_ok=True)
    source = draw(61, 47)
    small = draw(24, 16)
    make_resized(source)
    make_preprocessed(source)
    make_jpegs(source)
    make_oriented(small)
    make_pngs(draw(40, 36))
    make_others(small)


if __name__ == "__main__":
    main()
