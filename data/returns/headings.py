"""The fixed words of a return's workbook: what the template writes around the form, and the reader looks for."""

ITEM = "Nội dung"
VALUE = "Số liệu kỳ này"
PREVIOUS = "Kỳ trước"
NOTE = "Ghi chú"
HINT = "Gợi ý"

YES, NO = "Có", "Không"

SIGNOFF = "Ký duyệt"
META = "_meta"
LISTS = "_danhmuc"
