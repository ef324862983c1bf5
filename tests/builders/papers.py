"""Questionnaires and forms for the tests of paper, as long as the real ones."""

from __future__ import annotations

from hashlib import sha256

from models.catalogue import BUILT_IN
from models.domain.questionnaire.questionnaire import MARKS, Choice, Group, Question, Questionnaire, Score, Shape
from printing.questionnaire_form import FormHead, PrintedForm

LEVELS = ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng")

_FACTORS = (
    (
        "TC",
        "I. Tiếp cận dịch vụ hành chính công",
        (
            "Nơi ngồi chờ giải quyết công việc tại cơ quan/Bộ phận TN&TKQ có đủ chỗ ngồi",
            "Trang thiết bị phục vụ người dân, tổ chức đầy đủ",
            "Trang thiết bị phục vụ người dân, tổ chức hiện đại",
            "Trang thiết bị phục vụ người dân, tổ chức dễ sử dụng",
        ),
    ),
    (
        "TT",
        "II. Thủ tục hành chính",
        (
            "Thủ tục hành chính được niêm yết công khai đầy đủ",
            "Thủ tục hành chính được niêm yết công khai chính xác",
            "Thành phần hồ sơ phải nộp là đúng quy định",
            "Phí/lệ phí phải nộp là đúng quy định",
            "Thời hạn giải quyết (tính từ hồ sơ được tiếp nhận đến ngày trả kết quả) là đúng quy định",
        ),
    ),
    (
        "CC",
        "III. Công chức trực tiếp giải quyết công việc",
        (
            "Công chức có thái độ giao tiếp lịch sự",
            "Công chức chú ý lắng nghe ý kiến của người dân/đại diện tổ chức",
            "Công chức trả lời, giải đáp đầy đủ các ý kiến của người dân/đại diện tổ chức",
            "Công chức hướng dẫn kê khai hồ sơ tận tình, chu đáo",
            "Công chức hướng dẫn hồ sơ dễ hiểu",
            "Công chức tuân thủ đúng quy định trong giải quyết công việc",
        ),
    ),
    (
        "KQ",
        "IV. Kết quả cung ứng dịch vụ hành chính công",
        (
            "Kết quả nhận được là đúng quy định",
            "Kết quả nhận được có thông tin đầy đủ",
            "Kết quả nhận được có thông tin chính xác",
        ),
    ),
    (
        "PA",
        "V. Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị",
        (
            "Cơ quan/Bộ phận TN&TKQ có bố trí hình thức tiếp nhận góp ý, phản ánh, kiến nghị",
            "Người dân, tổ chức dễ dàng thực hiện góp ý, phản ánh, kiến nghị",
            "Cơ quan/Bộ phận TN&TKQ tiếp nhận, xử lý tích cực các góp ý, phản ánh, kiến nghị",
            "Cơ quan giải quyết TTHC/Bộ phận TN&TKQ có thông báo kết quả xử lý góp ý, phản ánh, kiến nghị kịp thời",
        ),
    ),
)


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(str(n), label, MARKS[n - 1]) for n, label in enumerate(labels, start=1))


def single(
    name: str,
    label: str,
    *labels: str,
    group: str = "",
    number: str = "",
    hint: str = "",
    score: Score = Score.NONE,
    page: int = 1,
) -> Question:
    return Question(
        name,
        "select_one",
        Shape.MARK_ROW,
        label,
        number=number or name,
        hint=hint,
        group=group,
        choices=choices(*labels),
        score=score,
        page=page,
    )


def several(name: str, label: str, *labels: str, group: str = "", most: int = 0, page: int = 1) -> Question:
    return Question(
        name,
        "select_multiple",
        Shape.SEVERAL_MARKS,
        label,
        number=name,
        group=group,
        choices=choices(*labels),
        most=most,
        page=page,
    )


def criteria() -> tuple[Question, ...]:
    rows: list[Question] = []
    for code, _, labels in _FACTORS:
        for n, label in enumerate(labels, start=1):
            rows.append(
                single(f"{code}{n}", label, *LEVELS, group=code, number=str(len(rows) + 1), score=Score.CRITERION)
            )
    return tuple(rows)


def questionnaire_of(
    *questions: Question,
    groups: tuple[Group, ...] = (),
    title: str = "về một cửa",
    introduction: str = "",
    is_reference: bool = False,
) -> Questionnaire:
    paper = sha256(repr(questions).encode()).hexdigest()
    return Questionnaire(
        "mau", "1", "CN", title, introduction, groups, questions, paper, paper, is_reference=is_reference
    )


def citizens() -> Questionnaire:
    """As long as the built-in questionnaire for individuals."""
    person = (
        single("A1", "Giới tính", "Nam", "Nữ", group="A"),
        single("A2", "Nhóm tuổi", "Dưới 25", "25–34", "35–49", "50–60", "Trên 60", group="A"),
        single("A3", "Dân tộc", "Kinh", "Khác", group="A"),
        single(
            "A4",
            "Trình độ học vấn",
            "Tiểu học trở xuống",
            "Trung học cơ sở",
            "Trung học phổ thông",
            "Trung cấp, cao đẳng",
            "Đại học",
            "Trên đại học",
            group="A",
        ),
        single(
            "A5",
            "Nghề nghiệp",
            "Nội trợ, lao động tự do",
            "Nghỉ hưu",
            "Sinh viên",
            "Làm việc tại tổ chức, doanh nghiệp",
            "Cán bộ, công chức, viên chức, lực lượng vũ trang",
            "Khác",
            group="A",
        ),
        single("A6", "Nơi ở", "Nội thành", "Ngoại thành", group="A"),
    )
    dealing = (
        single("B3", "Hình thức nộp hồ sơ", "Trực tiếp", "Trực tuyến", "Bưu chính", group="B"),
        Question("B4", "integer", Shape.DIGITS, "Tháng nhận kết quả", number="B4", group="B", digits=2),
    )
    facts = (
        several(
            "C1",
            "Ông/Bà biết thông tin về cơ quan qua nguồn nào?",
            "Cán bộ, công chức",
            "Người thân, bạn bè",
            "Đài, báo, ti vi",
            "Mạng internet",
            "Loa phát thanh",
            "Niêm yết tại cơ quan",
            group="C",
        ),
        single("C2", "Số lần đi lại để giải quyết công việc", "1 lần", "2 lần", "3 lần", "Từ 4 lần", group="C"),
        single("C3", "Có bị yêu cầu bổ sung hồ sơ quá 1 lần không?", "Có", "Không", group="C"),
        single("C4", "Công chức có gây phiền hà, sách nhiễu không?", "Có", "Không", group="C"),
        single("C5", "Có phải đưa tiền ngoài phí, lệ phí không?", "Có", "Không", "Không trả lời", group="C"),
        single("C6", "Kết quả được trả", "Sớm hẹn", "Đúng hẹn", "Trễ hẹn", group="C"),
        single(
            "C7",
            "Nếu trễ hẹn: có được thông báo và có thư xin lỗi không?",
            "Có cả hai",
            "Chỉ thông báo",
            "Chỉ thư xin lỗi",
            "Không có",
            group="C",
        ),
        single("C8", "Đã từng góp ý, phản ánh, kiến nghị chưa?", "Có", "Không", group="C"),
    )
    overall = single(
        "D0",
        "Nhìn chung, mức độ hài lòng của Ông/Bà đối với sự phục vụ của cơ quan",
        *LEVELS,
        group="D",
        number="23",
        score=Score.OVERALL,
    )
    wishes = several(
        "E1",
        "Ông/Bà mong đợi cơ quan cải thiện điều gì?",
        "Mở rộng hình thức thông tin",
        "Đơn giản hóa thủ tục hành chính",
        "Tăng tính công khai, minh bạch",
        "Rút ngắn thời gian giải quyết",
        "Giảm phí, lệ phí",
        "Cải thiện thái độ phục vụ",
        "Nâng cao năng lực công chức",
        "Cải thiện cơ sở vật chất",
        "Tiếp thu, giải quyết tốt góp ý, phản ánh",
        group="E",
        most=3,
    )
    words = Question(
        "F1", "text", Shape.WRITING_LINES, "Góp ý để nâng cao chất lượng phục vụ", number="F1", group="E", lines=2
    )
    groups = (
        Group("A", "A. Thông tin chung"),
        Group("B", "B. Giao dịch"),
        Group("C", "C. Nhận định"),
        *(Group(code, label, is_factor=True) for code, label, _ in _FACTORS),
        Group("D", "Đánh giá chung"),
        Group("E", "E. Mong đợi và góp ý"),
    )
    return questionnaire_of(
        *person,
        *dealing,
        *facts,
        *criteria(),
        overall,
        wishes,
        words,
        groups=groups,
        title="Về sự phục vụ của cơ quan hành chính nhà nước",
        is_reference=True,
    )


BA_DINH = FormHead(
    "Ủy ban nhân dân thành phố Hà Nội",
    "Ủy ban nhân dân phường Ba Đình",
    "Bộ phận Một cửa UBND phường Ba Đình, trước ngày 30/09/2026",
    (BUILT_IN.place.head, BUILT_IN.place.motto),
)


def forms(count: int, *, sector: str = "Hộ tịch", procedure: str = "Thủ tục đăng ký khai sinh") -> list[PrintedForm]:
    return [
        PrintedForm(f"26Q3-00004-CN-1{n:05d}-{n % 97:02d}", sector, procedure, "UBND phường Ba Đình")
        for n in range(1, count + 1)
    ]
