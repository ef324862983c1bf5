"""A small questionnaire of every shape: 8 criteria in 2 factors, choices, several marks, digits, a date, lines."""

from __future__ import annotations

from models.domain.questionnaire.questionnaire import MARKS, Choice, Group, Question, Questionnaire, Score, Shape

LEVELS = ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng")
CRITERIA = (
    ("TC1", "Nơi ngồi chờ giải quyết công việc tại cơ quan/Bộ phận TN&TKQ có đủ chỗ ngồi"),
    ("TC2", "Trang thiết bị phục vụ người dân, tổ chức đầy đủ"),
    ("TC3", "Trang thiết bị phục vụ người dân, tổ chức hiện đại, dễ sử dụng và được chỉ dẫn rõ ràng tại từng bàn"),
    ("CC1", "Công chức có thái độ giao tiếp lịch sự"),
    ("CC2", "Công chức chú ý lắng nghe ý kiến của người dân/đại diện tổ chức"),
    ("CC3", "Công chức trả lời, giải đáp đầy đủ các ý kiến của người dân/đại diện tổ chức"),
    ("CC4", "Công chức hướng dẫn kê khai hồ sơ tận tình, chu đáo"),
    ("CC5", "Công chức hướng dẫn hồ sơ dễ hiểu"),
)  # fmt: skip


def choices(*labels: str) -> tuple[Choice, ...]:
    """Boxes with these words and the marks of their places."""
    return tuple(Choice(str(place), label, MARKS[place - 1]) for place, label in enumerate(labels, 1))


def sample_questionnaire() -> Questionnaire:
    """Fifteen questions and a note on two pages; `tre` is asked only after `3` in `tra`."""
    rows = [
        Question("gioi", "select_one", Shape.MARK_ROW, "Giới tính", "A1", group="A", choices=choices("Nam", "Nữ")),
        Question("tuoi", "integer", Shape.DIGITS, "Tuổi của Ông/Bà", "A2", group="A", digits=3),
        Question("nghe", "select_one", Shape.MARK_ROW, "Nghề nghiệp hiện nay", "A3", group="A", choices=choices(
            "Nội trợ/lao động tự do", "Nghỉ hưu", "Sinh viên", "Làm việc tại tổ chức/doanh nghiệp",
            "Cán bộ, công chức, viên chức, lực lượng vũ trang", "Khác")),
        Question("ngay", "date", Shape.DIGITS, "Ngày nhận kết quả", "B1", group="A"),
        Question("kenh", "select_multiple", Shape.SEVERAL_MARKS, "Ông/Bà biết thông tin về cơ quan qua", "C1",
                 group="A", hint="Chọn tối đa 3", most=3,
                 choices=choices("Trang thông tin điện tử", "Bảng niêm yết", "Công chức", "Người thân", "Báo, đài")),
        Question("tra", "select_one", Shape.MARK_ROW, "Kết quả được trả", "C2", group="A",
                 choices=choices("Sớm hẹn", "Đúng hẹn", "Trễ hẹn")),
        Question("tre", "select_one", Shape.MARK_ROW, "Nếu trễ hẹn, Ông/Bà có nhận được thông báo?", "C3", group="A",
                 relevant="${tra} = '3'", choices=choices("Có", "Không")),
        Question("note", "note", Shape.NOTE, "Đánh dấu X vào một ô phù hợp nhất trên mỗi dòng.", group="TC", page=2),
    ]  # fmt: skip
    for number, (name, label) in enumerate(CRITERIA, 1):
        rows.append(Question(name, "select_one", Shape.MARK_ROW, label, str(number), group=name[:2], page=2,
                             choices=choices(*LEVELS), required=True, score=Score.CRITERION))  # fmt: skip
    rows.append(Question("gopy", "text", Shape.WRITING_LINES, "Góp ý để nâng cao chất lượng phục vụ", "F", group="F",
                         lines=3, page=2))  # fmt: skip
    groups = (Group("A", "A. Thông tin chung"), Group("TC", "I. Tiếp cận dịch vụ", is_factor=True),
              Group("CC", "II. Công chức trực tiếp giải quyết công việc", is_factor=True),
              Group("F", "F. Ý kiến khác"))  # fmt: skip
    return Questionnaire("mau", "1", "CN", "PHIẾU KHẢO SÁT Ý KIẾN", "", groups, tuple(rows), "c" * 64, "p" * 64)
