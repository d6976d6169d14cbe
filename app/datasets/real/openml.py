"""The whole of MNIST and Fashion-MNIST: fetched from openml.org once, and then kept.

They are kept as a byte a pixel, a row a picture with its class in the last column. Training reads
the file and nothing else; only `app.datasets.fetch` asks the internet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.datasets.images.pixels import Bytes
from app.datasets.images.spec import ImageDataset, Source
from app.datasets.texts import Text, text
from app.settings import Settings

SIDE = 28


@dataclass(frozen=True)
class OpenML(Source):
    """Pictures kept in the data folder.

    Attributes:
        file_name: of the file that keeps them.
        title: what openml.org calls them.
        megabytes: how much about has to be fetched.
    """

    file_name: str
    title: str
    megabytes: int
    brightest = 255
    count = 70_000
    fetchable = True

    @property
    def path(self) -> Path:
        """Where they are kept."""
        return Settings().data_dir / "datasets" / self.file_name

    @property
    def obstacle(self) -> Text | None:
        if self.path.is_file():
            return None
        return text(
            f"These pictures are not on this server yet: {self.megabytes} MB to fetch, once.",
            f"这些图片还不在服务器上：需要下载一次，约 {self.megabytes} MB。",
        )

    def read(self) -> tuple[Bytes, NDArray[np.uint8]]:
        # Not read into memory but mapped: all workers share it.
        table = np.load(self.path, mmap_mode="r", allow_pickle=False)
        return table[:, :-1], np.array(table[:, -1])


MNIST_FULL = ImageDataset(
    name="mnist_full",
    title=text("MNIST, all 70,000 digits", "MNIST（全部 70,000 个数字）"),
    description=text(
        "As many pictures of handwritten digits as you like, up to 70,000: which digit is it?",
        "手写数字图片，最多可用 70,000 张：判断它是哪个数字。",
    ),
    source=OpenML("mnist.npy", "mnist_784", 15),
    shape=(SIDE, SIDE),
    shown=7,
    preparation="centred",
)

FASHION_MNIST = ImageDataset(
    name="fashion_mnist",
    title=text("Fashion-MNIST", "Fashion-MNIST（服饰）"),
    description=text(
        "Small grey pictures of clothes, shoes and bags: which of ten kinds is it?",
        "衣服、鞋子和包的灰度小图片：判断它属于十类中的哪一类。",
    ),
    source=OpenML("fashion-mnist.npy", "Fashion-MNIST", 30),
    shape=(SIDE, SIDE),
    shown=0,
    classes=(
        text("T-shirt", "T 恤"),
        text("trousers", "裤子"),
        text("pullover", "套头衫"),
        text("dress", "连衣裙"),
        text("coat", "外套"),
        text("sandal", "凉鞋"),
        text("shirt", "衬衫"),
        text("sneaker", "运动鞋"),
        text("bag", "包"),
        text("ankle boot", "短靴"),
    ),
)

KEPT: Mapping[str, OpenML] = {
    spec.name: spec.source
    for spec in (MNIST_FULL, FASHION_MNIST)
    if isinstance(spec.source, OpenML)
}
"""By the name of the dataset."""
