"""Nobody calls a route by accident: each one says who may."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from api.core.access import Role, allowed, public, refuse_unguarded_routes


def test_every_route_says_who_may_call_it(whole_app: Flask) -> None:
    views = {rule.rule: whole_app.view_functions[rule.endpoint] for rule in _rules(whole_app)}

    silent = [rule for rule, view in views.items() if not hasattr(view, "access")]

    assert len(views) > 20
    assert silent == []


def test_only_these_routes_are_for_everybody(whole_app: Flask) -> None:
    open_ = {
        f"{method} {rule.rule}"
        for rule in _rules(whole_app)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if vars(whole_app.view_functions[rule.endpoint])["access"] is None
    }

    assert open_ == PUBLIC


def test_the_application_does_not_start_with_a_route_that_says_nothing() -> None:
    app = Flask("bare", static_folder=None)
    app.add_url_rule("/open", view_func=public(_open))
    app.add_url_rule("/for-some", view_func=allowed(Role.HEAD)(_for_some))
    refuse_unguarded_routes(app)
    app.add_url_rule("/bare", view_func=_bare)

    with pytest.raises(RuntimeError, match="/bare"):
        refuse_unguarded_routes(app)


PUBLIC = {
    "GET /",
    "GET /api/docs/",
    "GET /api/docs/<path:name>",
    "GET /api/v1/areas",
    "GET /api/v1/calendars/<string:token>.ics",
    "GET /api/v1/dialogues.ics",
    "GET /api/v1/receptions.ics",
    "GET /lich",
    "GET /tiep-dan/<uuid:reception_id>",
    "GET /tiep-dan/<uuid:reception_id>/cho/<uuid:booking_id>",
    "POST /tiep-dan/<uuid:reception_id>/cho/<uuid:booking_id>/huy",
    "GET /api/v1/attachments/<uuid:attachment_id>",
    "GET /api/v1/attachments/<uuid:attachment_id>/content",
    "GET /api/v1/attachments/<uuid:attachment_id>/file",
    "GET /api/v1/areas/<string:code>/neighbourhoods",
    "GET /api/v1/cases/<string:code>",
    "GET /api/v1/commitments",
    "GET /api/v1/commitments/<uuid:commitment_id>",
    "GET /api/v1/commitments/ledger",
    "GET /api/v1/denunciations/guidance",
    "GET /api/v1/fields",
    "GET /api/v1/moderation/counts",
    "GET /api/v1/openapi.json",
    "GET /api/v1/dialogues",
    "GET /api/v1/dialogues/<uuid:dialogue_id>",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/questions",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/questions/counts",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/live",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/seats",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/agenda",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/synthesis",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/conclusion",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/conclusion.pdf",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/conclusion.docx",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/minutes.pdf",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/minutes.docx",
    "GET /api/v1/dialogues/<uuid:dialogue_id>/records",
    "GET /api/v1/questions/<uuid:question_id>",
    "GET /api/v1/receptions",
    "GET /api/v1/units/<string:code>/dialogue-demand",
    "GET /api/v1/receptions/<uuid:reception_id>",
    "GET /api/v1/receptions/<uuid:reception_id>/places",
    "GET /api/v1/receptions/<uuid:reception_id>/bookings/<uuid:booking_id>",
    "PUT /api/v1/receptions/<uuid:reception_id>/bookings/<uuid:booking_id>",
    "DELETE /api/v1/receptions/<uuid:reception_id>/bookings/<uuid:booking_id>",
    "GET /api/v1/papers/<string:code>",
    "GET /api/v1/petitions",
    "GET /api/v1/petitions/<uuid:petition_id>",
    "GET /api/v1/petitions/<uuid:petition_id>/support",
    "GET /api/v1/petitions/map",
    "GET /api/v1/petitions/public-facets",
    "GET /api/v1/petitions/<uuid:petition_id>/timeline",
    "GET /api/v1/regulation/calendar/<int:year>",
    "GET /api/v1/regulation/rules",
    "GET /api/v1/routing/outside-bodies",
    "GET /api/v1/units",
    "GET /can-bo/dang-nhap",
    "GET /cong-khai",
    "GET /cong-khai/<string:code>",
    "GET /dang-nhap",
    "GET /dang-nhap/can-bo",
    "GET /doi-thoai",
    "GET /doi-thoai/<string:code>",
    "GET /doi-thoai/cau-hoi/<uuid:question_id>",
    "GET /doi-thoai/phien/<string:code>",
    "GET /doi-thoai/phien/<string:code>/cau-hoi",
    "GET /doi-thoai/khong-du/<string:token>",
    "GET /doi-thoai/phien/<string:code>/man-hinh",
    "POST /doi-thoai/khong-du/<string:token>",
    "GET /gui",
    "GET /gui/noi",
    "GET /gui/to-cao",
    "GET /gui/viet",
    "GET /healthz",
    "GET /metrics",
    "GET /ngon-ngu/<string:chosen>",
    "GET /open311/<path:rest>",
    "GET /open311/discovery.<string:form>",
    "GET /open311/v2/discovery.<string:form>",
    "GET /open311/v2/requests.<string:form>",
    "GET /open311/v2/requests/<string:code>.<string:form>",
    "GET /open311/v2/services.<string:form>",
    "GET /open311/v2/services/<string:code>.<string:form>",
    "GET /open311/v2/tokens/<string:token>.<string:form>",
    "GET /phan-anh.<string:form>",
    "GET /quy-dinh",
    "GET /readyz",
    "GET /static/<string:name>",
    "GET /theo-doi",
    "GET /tinh-han",
    "GET /to-cao",
    "GET /to-cao/mau-don",
    "GET /to-cao/hen/<uuid:reception_id>",
    "GET /to-cao/hen/<uuid:reception_id>/<uuid:booking_id>",
    "POST /to-cao/hen/<uuid:reception_id>",
    "POST /to-cao/hen/<uuid:reception_id>/<uuid:booking_id>/huy",
    "GET /trinh-dien",
    "POST /api/v1/registrations/cancellation",
    "GET /viec-da-hua",
    "GET /viec-da-hua/<uuid:promise_id>",
    "GET /viec-da-hua/danh-sach",
    "GET /xac-minh",
    "GET /xac-minh/<string:code>",
    "POST /api/v1/papers/<string:code>/comparison",
    "POST /api/v1/regulation/explanations",
    "POST /api/v1/routing/explanations",
    "POST /api/v1/sessions",
    "POST /api/v1/sessions/codes",
    "POST /dang-nhap",
    "POST /dang-nhap/can-bo",
    "POST /dang-xuat",
    "POST /gui/viet",
    "POST /open311/v2/requests.<string:form>",
    "POST /trinh-dien/vao",
    "POST /xac-minh/<string:code>",
}
"""What somebody who is not signed in may ask; a new one is a decision, so it is written here."""


def _rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def _open() -> str:
    return ""


def _for_some() -> str:
    return ""


def _bare() -> str:
    return ""
