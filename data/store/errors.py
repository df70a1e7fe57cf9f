"""What the store refuses, in words that a page and the command line can show as they are."""

from data.words import Text


class StoreError(Exception):
    """A refusal with a fixed `code`; `words("vi")` and `words("en")` say what is wrong and what to do."""

    code: str
    words: Text

    def __str__(self) -> str:
        return f"{self.words.vi} / {self.words.en}"


class NotAllowed(StoreError):
    """The actor's role or place does not reach this far."""

    code = "not_allowed"
    words = Text(
        vi="Tài khoản này không có quyền làm việc đó ở đơn vị này. Hãy liên hệ người quản trị của tỉnh.",
        en="This account may not do that for this unit. Ask the administrator of the province.",
    )


class StoreMismatch(StoreError):
    """Made-up returns were offered to a store that holds real ones."""

    code = "store_mismatch"
    words = Text(
        vi="Kho dữ liệu đã có báo cáo thật nên không nhận số liệu minh họa. Hãy trỏ DATABASE_URL sang kho khác.",
        en="The store holds real returns and takes no made-up ones. Point DATABASE_URL at another store.",
    )


class SchemaOutdated(StoreError):
    """The store was made by an older version of the program, or was never set up."""

    code = "schema_outdated"
    words = Text(
        vi="Kho dữ liệu chưa được tạo hoặc thuộc phiên bản cũ. Hãy sao lưu rồi chạy: python manage.py migrate",
        en="The store is not set up, or is of an older version. Back it up, then run: python manage.py migrate",
    )


class SchemaTooNew(StoreError):
    """The store was made by a newer version of the program."""

    code = "schema_too_new"
    words = Text(
        vi="Kho dữ liệu thuộc phiên bản mới hơn phần mềm này. Hãy cập nhật phần mềm; dữ liệu không bị thay đổi.",
        en="The store is of a newer version than this program. Update the program; no data was changed.",
    )


class BadAddress(StoreError):
    """What DATABASE_URL says is no address of a store; it is not repeated, for it may hold a password."""

    code = "bad_address"
    words = Text(
        vi="DATABASE_URL không phải địa chỉ kho dữ liệu. Viết sqlite:////thư-mục/kpi.sqlite3 hoặc postgresql://tên:mật-khẩu@máy-chủ/kho, "
        "hoặc bỏ biến này để dùng kho mặc định.",
        en="DATABASE_URL is no address of a store. Write sqlite:////folder/kpi.sqlite3 or postgresql://name:password@server/store, "
        "or unset it to use the store that comes with the program.",
    )


class StoreUnavailable(StoreError):
    """The database could not do its part, and nothing was kept. `reason` is one of the keys below."""

    code = "store_unavailable"
    _REASONS = {
        "locked": Text(
            vi="Kho dữ liệu đang bận. Chưa có gì được lưu, hãy thử lại sau ít phút.",
            en="The store is busy. Nothing was saved; try again in a few minutes.",
        ),
        "full": Text(
            vi="Máy chủ đã hết chỗ trên ổ đĩa. Chưa có gì được lưu, hãy báo người quản trị.",
            en="The server's disk is full. Nothing was saved; tell the administrator.",
        ),
        "read_only": Text(
            vi="Kho dữ liệu chỉ cho đọc. Chưa có gì được lưu, hãy báo người quản trị kiểm tra quyền ghi.",
            en="The store is read-only. Nothing was saved; the administrator should look at its permissions.",
        ),
        "damaged": Text(
            vi="Tệp kho dữ liệu bị hỏng. Chưa có gì được lưu, hãy báo người quản trị khôi phục bản sao lưu.",
            en="The store's file is damaged. Nothing was saved; the administrator should restore a backup.",
        ),
        "unreachable": Text(
            vi="Không mở được kho dữ liệu. Chưa có gì được lưu; người quản trị kiểm tra DATABASE_URL, máy chủ PostgreSQL "
            "hoặc quyền ghi vào thư mục của tệp SQLite.",
            en="The store cannot be opened. Nothing was saved; the administrator should look at DATABASE_URL, the PostgreSQL server "
            "or the permissions of the folder of the SQLite file.",
        ),
    }

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.words = self._REASONS[reason]
