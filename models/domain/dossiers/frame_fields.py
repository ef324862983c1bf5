"""The fields of a dossier that the frame knows, and the header words that name them in the lists of one-stop offices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum

from models.domain.basics.folding import search_key


class DossierField(Enum):
    """What the frame knows of a dossier; the value is the word that a changed mapping uses."""

    DOSSIER = "dossier"
    PROCEDURE_CODE = "procedure_code"
    PROCEDURE = "procedure"
    SECTOR = "sector"
    APPLICANT = "applicant"
    IDENTITY = "identity"
    PHONE = "phone"
    ADDRESS = "address"
    RECEIVED = "received"
    DUE = "due"
    READY = "ready"
    RETURNED = "returned"


REQUIRED = (DossierField.DOSSIER, DossierField.SECTOR, DossierField.RETURNED)

HEADER_WORDS: Mapping[DossierField, tuple[str, ...]] = {
    DossierField.DOSSIER: (
        "Mã hồ sơ",
        "Số hồ sơ",
        "Mã số hồ sơ",
        "Mã HS",
        "Số HS",
        "Mã số HS",
        "Số biên nhận",
        "Mã biên nhận",
        "Mã hồ sơ TTHC",
        "Số hồ sơ một cửa",
    ),
    DossierField.PROCEDURE_CODE: ("Mã thủ tục", "Mã TTHC", "Mã thủ tục hành chính", "Mã số TTHC"),
    DossierField.PROCEDURE: (
        "Thủ tục hành chính",
        "Tên TTHC",
        "Thủ tục",
        "Tên thủ tục hành chính",
        "Tên thủ tục",
        "TTHC",
        "Loại thủ tục",
        "Nội dung hồ sơ",
    ),
    DossierField.SECTOR: ("Lĩnh vực", "Lĩnh vực giải quyết", "Tên lĩnh vực", "Lĩnh vực TTHC", "Lĩnh vực thủ tục"),
    DossierField.APPLICANT: (
        "Chủ hồ sơ/Người nộp",
        "Tên cá nhân/tổ chức",
        "Người nộp hồ sơ",
        "Chủ hồ sơ",
        "Tên chủ hồ sơ",
        "Họ tên chủ hồ sơ",
        "Người nộp",
        "Họ và tên người nộp",
        "Họ tên người nộp",
        "Tên người nộp",
        "Cá nhân/tổ chức",
        "Cá nhân, tổ chức",
        "Tổ chức, cá nhân",
        "Tên tổ chức/cá nhân",
        "Tên tổ chức, cá nhân",
        "Tên cá nhân, tổ chức",
        "Họ và tên",
        "Họ tên",
        "Họ và tên chủ hồ sơ",
        "Người yêu cầu",
    ),
    DossierField.IDENTITY: (
        "CCCD/MST",
        "Số định danh/Mã số thuế",
        "CCCD",
        "CMND/CCCD",
        "CCCD/CMND",
        "Số CCCD",
        "Số CMND/CCCD",
        "Số CCCD/CMND",
        "Số định danh",
        "Số định danh cá nhân",
        "Căn cước",
        "Số căn cước",
        "Căn cước công dân",
        "Số giấy tờ",
        "Mã số thuế",
        "MST",
        "CMND/CCCD/MST",
        "Mã định danh",
    ),
    DossierField.PHONE: (
        "Điện thoại",
        "SĐT",
        "Số điện thoại",
        "Số ĐT",
        "ĐT",
        "Điện thoại liên hệ",
        "Số điện thoại liên hệ",
        "Di động",
    ),
    DossierField.ADDRESS: (
        "Địa chỉ",
        "Địa chỉ liên hệ",
        "Địa chỉ thường trú",
        "Nơi ở",
        "Nơi cư trú",
        "Địa chỉ chủ hồ sơ",
    ),
    DossierField.RECEIVED: (
        "Ngày tiếp nhận",
        "Ngày nộp",
        "Ngày nhận hồ sơ",
        "Ngày nộp hồ sơ",
        "Ngày tiếp nhận hồ sơ",
        "Thời gian tiếp nhận",
    ),
    DossierField.DUE: (
        "Ngày hẹn trả",
        "Hạn trả",
        "Ngày hẹn",
        "Ngày hẹn trả kết quả",
        "Ngày hẹn trả KQ",
        "Hạn xử lý",
        "Hạn giải quyết",
        "Thời hạn trả",
    ),
    DossierField.READY: ("Ngày có kết quả", "Ngày có KQ", "Ngày hoàn thành", "Ngày giải quyết xong", "Ngày ký kết quả"),
    DossierField.RETURNED: (
        "Ngày trả kết quả",
        "Ngày trả KQ",
        "Ngày nhận kết quả",
        "Ngày nhận KQ",
        "Ngày trả kết quả thực tế",
        "Ngày trả",
        "Ngày trả thực tế",
        "Thời gian trả kết quả",
        "Ngày công dân nhận kết quả",
    ),
}
"""Header words met in practice, the best first; letters with or without tones, any case, any punctuation."""

LONGEST_HEADER = 500
"""A longer text names no column; without this bound a page of opening brackets would be searched for hours."""
_BRACKETED = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_OTHER_THAN_WORDS = re.compile(r"[\W_]+")


def words_of(header: str) -> str:
    """The header as it is compared: letters without tones in one case, nothing but words."""
    return _OTHER_THAN_WORDS.sub(" ", search_key(header)).strip()


_MEANINGS: Mapping[str, tuple[DossierField, int]] = {
    words_of(words): (field, rank) for field, known in HEADER_WORDS.items() for rank, words in enumerate(known)
}


def meanings_of(header: str) -> Iterator[tuple[DossierField, int]]:
    """The field a header names, if any, with the rank of its words; what stands in brackets may be left out."""
    if len(header) > LONGEST_HEADER:
        return
    for text in (words_of(header), words_of(_BRACKETED.sub(" ", header))):
        if text in _MEANINGS:
            yield _MEANINGS[text]
            return
