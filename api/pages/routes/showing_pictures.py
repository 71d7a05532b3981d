"""Which pictures everybody may see: those that wait for a moderator, decided one by one."""

from uuid import UUID

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from api.attachments.actions import decide_on
from api.attachments.views import waiting
from api.core.access import Role, allowed, current_actor
from api.core.http import read_cursor, takes_form
from api.core.i18n import preferred_locale
from api.pages.blueprint import pages
from api.pages.desks import desk_page
from api.pages.rendering import see

A_PAGE = 20

YES = "co"
"""The answer that lets everybody see it; any other does not."""


@pages.get("/can-bo/xet-cong-khai/anh")
@allowed(Role.MODERATOR)
def pictures_waiting() -> Response:
    """Pictures that who sent them wants shown, the longest waiting first"""
    after = request.args.get("sau")
    cursor = read_cursor(after) if after else None
    return desk_page(
        "desk/pictures.html",
        waiting=waiting(current_actor(), cursor, A_PAGE, preferred_locale()),
        is_done="xong" in request.args,
    )


@pages.post("/can-bo/xet-cong-khai/anh/<uuid:attachment_id>")
@allowed(Role.MODERATOR)
@takes_form
def decide_on_picture(attachment_id: UUID) -> ResponseReturnValue:
    """Let everybody see it, or nobody but those of the case"""
    is_public = request.form.get("hien") == YES
    decide_on(attachment_id, current_actor(), {"is_public": is_public})
    return see(url_for("pages.pictures_waiting", xong=1))
