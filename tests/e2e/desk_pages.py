"""The pages of officials, each with who reads it; the names are those of the desk's own cases."""

from tests import make
from tests.regulation.papers import CLERK, DEPUTY

FOR_OFFICIALS = (
    (make.CHAIR, "/can-bo"),
    (make.RECEIVER, "/can-bo/tim?q=cống"),
    (make.RECEIVER, "/can-bo/tim?loai=reflection&xep=han&trang-thai=received"),
    (make.CHAIR, "/can-bo/van-ban-mau"),
    (make.RECEIVER, "/can-bo/vu-viec/{sent.id}"),
    (make.CHAIR, "/can-bo/vu-viec/{proposed.id}"),
    (make.CITY_CHAIR, "/can-bo/vu-viec/{contested.id}"),
    (make.CITY_MONITOR, "/can-bo/vu-viec/{promised.id}"),
    (make.RECEIVER, "/can-bo/tiep-dan"),
    (make.RECEIVER, "/can-bo/tiep-dan/{day}"),
    (make.RECEIVER, "/can-bo/tiep-dan/lich-thang"),
    (make.CHAIR, "/can-bo/lich"),
    (make.CHAIR, "/can-bo/tin-bao"),
    (make.CHAIR, "/can-bo?loc=qua-han"),
    (make.RECEIVER, "/can-bo/nhap-don"),
    (make.RECEIVER, "/can-bo/nhap-don/{brought.id}"),
    (make.MODERATOR, "/can-bo/xet-cong-khai"),
    (make.MODERATOR, "/can-bo/xet-cong-khai/{look}"),
    (make.MODERATOR, "/can-bo/xet-cong-khai/anh"),
    ("31-tcd-tiep-nhan", "/can-bo/so-to-cao"),
    (CLERK, "/can-bo/quy-dinh"),
    (CLERK, "/can-bo/quy-dinh/lich"),
    (CLERK, "/can-bo/quy-dinh/so"),
    (DEPUTY, "/can-bo/quy-dinh/{law}"),
    (DEPUTY, "/can-bo/quy-dinh/{law}/han-doi"),
    (make.RECEIVER, "/can-bo/yeu-cau-doi-thoai"),
    (make.RECEIVER, "/can-bo/doi-thoai/{heard}/y-kien"),
    (make.RECEIVER, "/can-bo/doi-thoai/{heard}/ket-luan"),
    (make.CHAIR, "/can-bo/viec-da-hua"),
    (make.CHAIR, "/can-bo/viec-da-hua/{pledged.id}"),
    (make.CITY_MONITOR, "/giam-sat"),
    (make.CITY_MONITOR, "/giam-sat?by=leader&cot=du&from=01/01/2026"),
    (make.CITY_MONITOR, "/giam-sat/vu-viec?figure=received"),
    (make.CITY_MONITOR, "/giam-sat/viec-phai-lam?unit=11359-ubnd"),
    (make.CHAIR, "/giam-sat/diem-nong"),
    (make.CHAIR, "/can-bo/de-xuat-doi-thoai"),
)
"""Every address of the desk once at least, in the states that look most different."""

OF_DIALOGUES = (
    (None, "/doi-thoai"),
    (None, "/doi-thoai/phien/{code}"),
    (make.OTHER_RESIDENT, "/doi-thoai/phien/{code}/dang-ky"),
    (make.RESIDENT, "/doi-thoai/ve/{ticket}"),
    (make.RECEIVER, "/can-bo/doi-thoai"),
    (make.RECEIVER, "/can-bo/doi-thoai/moi"),
    (make.RECEIVER, "/can-bo/doi-thoai/{code}"),
    (make.RECEIVER, "/can-bo/doi-thoai/{code}/cho-ngoi"),
    (make.RECEIVER, "/can-bo/doi-thoai/{code}/danh-sach"),
    (make.RECEIVER, "/can-bo/doi-thoai/{code}/cua"),
    (None, "/doi-thoai/phien/{code}/cau-hoi"),
    (make.OTHER_RESIDENT, "/doi-thoai/phien/{code}/hoi"),
    (make.RESIDENT, "/doi-thoai/cau-hoi/{question}"),
    (make.RECEIVER, "/can-bo/doi-thoai/{code}/cau-hoi"),
    (make.RECEIVER, "/can-bo/doi-thoai/{code}/cau-hoi/{question}"),
    (make.MODERATOR, "/can-bo/cau-hoi-cho-xet"),
)
"""The pages of dialogues, which are looked at on a day before one."""
