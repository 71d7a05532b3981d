"""In a browser: what somebody types into the form of a denunciation leaves the screen nowhere."""

from playwright.sync_api import expect

from tests.e2e.conftest import Visitor

CANARY = "Ông Nguyễn Văn Chim Hoàng Yến nhận tiền"

KEPT = """async () => JSON.stringify([
    localStorage.length, sessionStorage.length, document.cookie,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
])"""


def test_what_is_typed_into_the_form_is_neither_sent_nor_kept(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.to("/to-cao/mau-don")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + str(request.post_data)))
    blanks = page.get_by_role("textbox")

    for number in range(blanks.count()):
        blanks.nth(number).fill(CANARY)
    page.emulate_media(media="print")
    page.keyboard.press("Control+s")
    page.evaluate("dispatchEvent(new Event('beforeunload'))")

    expect(blanks.first).to_have_text(CANARY)
    assert blanks.count() == 10
    assert asked == []
    assert page.evaluate(KEPT) == '[0,0,"",0,0,0]'
    assert page.locator("form, script, [name]:not(meta)").count() == 0

    # Gone for who comes back, and no address ever had a word of it.
    page.reload()
    expect(page.get_by_role("textbox").first).to_have_text("")
    page.go_back()
    assert CANARY not in str(asked) + page.content()
    assert visit.complaints == []


def test_a_script_or_a_form_that_somebody_slipped_in_sends_nothing(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.to("/to-cao/mau-don")
    asked: list[str] = []
    page.on("response", lambda response: asked.append(response.url))

    page.evaluate("""document.body.insertAdjacentHTML('beforeend',
        '<img src="/x?ten=A"><form id="f" action="/gui/viet" method="post"></form>')""")
    page.evaluate("fetch('/x?ten=A').catch(() => 0)")
    page.evaluate("document.getElementById('f').submit()")

    assert page.url.endswith("/to-cao/mau-don")
    assert asked == []
    assert len(visit.complaints) >= 2
