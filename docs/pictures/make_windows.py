"""Makes the pictures of the installer and of the window on Windows, under Wine; draws the blue page that Wine does not show.

    python docs/pictures/make_windows.py DIST/SoPhieu-VERSION-setup.exe

It needs what `./check windows` needs. The installer is keyed through as a person does, refused while the program runs, and the
program is removed again; pictures are written into docs/huong-dan/hinh, docs/pictures and printing/pictures.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageDraw, ImageFont, ImageGrab  # noqa: E402

from tests.harness.displays import display  # noqa: E402
from tests.windows_kit import at_the_window  # noqa: E402
from tests.windows_kit.installed import Installed, Waiting  # noqa: E402
from tests.windows_kit.wine import Wine  # noqa: E402

GUIDE = ROOT / "docs" / "huong-dan" / "hinh"
HERE = ROOT / "docs" / "pictures"
STICK = ROOT / "printing" / "pictures"
FACES = ROOT / "printing" / "typefaces"
MOST_BYTES = 60 * 1024
BLUE, WHITE, RING = "#0a4b9a", "#ffffff", "#ffb000"


class Camera:
    """Keys and pictures on one display."""

    def __init__(self, screen: str) -> None:
        self.screen = screen

    def _xdotool(self, *words: str) -> str:
        told = os.environ | {"DISPLAY": self.screen}
        return subprocess.run(["xdotool", *words], env=told, capture_output=True, text=True, check=False).stdout

    def await_title(self, title: str) -> None:
        """Wait for a window of this title, and until it is drawn."""
        Waiting(300).until(lambda: self._xdotool("search", "--onlyvisible", "--name", title).strip(), f"no {title}")
        time.sleep(4)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._xdotool("key", key)
            time.sleep(1)

    def shoot(self, *files: Path, scale: float = 1.0) -> None:
        """The window in front, with its frame, in few colours."""
        number = self._xdotool("getactivewindow").strip()
        told = dict(line.split("=") for line in self._xdotool("getwindowgeometry", "--shell", number).split())
        left, top, wide, high = (int(told[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        with ImageGrab.grab(xdisplay=self.screen) as screen:
            # what is told of a framed window is off by its frame
            whole = screen.crop((max(left - 1, 0), max(top - 40, 0), left + wide - 1, top + high - 20))
        if scale != 1.0:
            whole = whole.resize((round(whole.width * scale), round(whole.height * scale)), Image.Resampling.LANCZOS)
        _write(whole, files)


def _write(picture: Image.Image, files: Sequence[Path]) -> None:
    for colours in (64, 48, 32, 24, 16):
        picture.quantize(colours, dither=Image.Dither.NONE).save(files[0], optimize=True)
        if files[0].stat().st_size <= MOST_BYTES:
            break
    for file in files[1:]:
        shutil.copyfile(files[0], file)
    sys.stdout.writelines(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} KB\n" for file in files)


def main() -> None:
    """Make all of them anew."""
    draw_blue_page(GUIDE / "smartscreen.png")
    setup = Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory(prefix="sophieu-pictures-") as name, display() as screen:
        wine = Wine(Path(name) / "wine", screen)
        framed = subprocess.Popen(["openbox"], env=os.environ | {"DISPLAY": screen}, stderr=subprocess.DEVNULL)
        try:
            wine.set_up()
            _photograph(Installed(wine), Camera(screen), setup)
        finally:
            wine.close()
            framed.terminate()
            framed.wait()


def _photograph(program: Installed, camera: Camera, setup: Path) -> None:
    installing = program.wine.begin("wine", setup)
    camera.await_title("^Sổ Phiếu$")
    camera.press("Return")
    camera.await_title("Cài đặt Sổ Phiếu")
    camera.shoot(GUIDE / "setup.png", STICK / "setup.png")
    camera.press("Return")
    Waiting(600).until((program.folder / "go-bo.exe").is_file, "it is not installed")
    time.sleep(8)
    camera.shoot(HERE / "setup-done.png")
    camera.press("space", "Return")
    installing.process.wait(60)
    folder = program.local / "sophieu"
    shutil.copytree(at_the_window.office(program), folder)
    printed = at_the_window.printer(program, "paper")
    with at_the_window.opened(program, folder) as window:
        window.press("alt+4")
        window.press("F5")
        window.ask("ctrl+p")
        window.press("Return")
        Waiting(180).until(lambda: printed.is_file() and b"%%EOF" in printed.read_bytes()[-20:], "nothing was printed")
        time.sleep(5)
        camera.shoot(HERE / "windows.png", scale=0.75)
        refused = program.wine.begin("wine", setup)
        time.sleep(15)
        camera.shoot(HERE / "setup-running.png")
        camera.press("Return")
        refused.process.wait(60)
        program.wine.run("taskkill", "/F", "/IM", "pythonw.exe", seconds=30)
    program.wine.begin("wine", program.folder / "go-bo.exe")
    camera.await_title("Gỡ bỏ Sổ Phiếu")
    camera.press("Return")
    Waiting(180).until(lambda: not program.folder.exists(), "the program stays")
    time.sleep(4)
    camera.shoot(HERE / "removed.png")


def draw_blue_page(to: Path) -> None:
    """What Windows shows of an installer without a signature, before and after the first click, drawn from how it is described."""
    small, large = (
        ImageFont.truetype(FACES / f"LiberationSans-{style}.ttf", size)
        for style, size in (("Regular", 17), ("Regular", 28))
    )
    picture = Image.new("RGB", (1000, 400), WHITE)
    draw = ImageDraw.Draw(picture)
    words = (
        "Microsoft Defender SmartScreen đã ngăn một ứng\ndụng không được nhận dạng khởi động. Việc chạy ứng\n"
        "dụng này có thể khiến PC của bạn gặp rủi ro."
    )
    for number, left in ((1, 0), (2, 510)):
        draw.rectangle((left, 0, left + 490, 400), fill=BLUE)
        draw.text((left + 30, 28), "Windows đã bảo vệ PC của bạn", font=large, fill=WHITE)
        draw.multiline_text((left + 30, 84), words, font=small, fill=WHITE, spacing=8)
        if number == 1:
            draw.text((left + 30, 176), "Thông tin thêm", font=small, fill=WHITE)
            draw.line((left + 30, 198, left + 30 + draw.textlength("Thông tin thêm", font=small), 198), fill=WHITE)
            ring = (left + 18, 166, left + 175, 208)
        else:
            told = "Ứng dụng:  SoPhieu-…-setup.exe\nNhà phát hành:  Nhà phát hành không xác định"
            draw.multiline_text((left + 30, 176), told, font=small, fill=WHITE, spacing=8)
            _button(draw, (left + 210, 330), "Vẫn chạy", small)
            ring = (left + 200, 320, left + 340, 380)
        _button(draw, (left + 350, 330), "Không chạy", small)
        draw.rounded_rectangle(ring, 8, outline=RING, width=4)
        draw.ellipse((ring[0] - 14, ring[1] - 14, ring[0] + 18, ring[1] + 18), fill=RING)
        draw.text((ring[0] + 2, ring[1] + 2), str(number), font=small, fill="#000000", anchor="mm")
    _write(picture, [to])


def _button(draw: ImageDraw.ImageDraw, at: tuple[int, int], words: str, face: ImageFont.FreeTypeFont) -> None:
    left, top = at
    draw.rectangle((left, top, left + 120, top + 40), outline=WHITE, width=2)
    draw.text((left + 60, top + 20), words, font=face, fill=WHITE, anchor="mm")


if __name__ == "__main__":
    main()
