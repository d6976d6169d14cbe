"""A class in one room: some browsers, side by side."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import OpenPage
from tests.browser.exhaustive import combinations
from tests.browser.reading import button, fragment, neuron, number, until, wait_for

ONLY_PRESENTER = "Only the presenter changes this run."


def room_of(page: Page) -> str:
    """The path of the page's room, as a link to it says it."""
    found = re.search(r"/r/[A-Z]{6}", page.url)
    assert found is not None
    return found[0]


def click_neuron(page: Page, layer: int, unit: int) -> None:
    page.locator(".network").click(position=neuron(page, layer, unit))


@pytest.fixture
def presenter(open_page: OpenPage) -> Page:
    """Whoever has opened the room."""
    return open_page()


@pytest.fixture
def viewer(open_page: OpenPage, presenter: Page) -> Page:
    """Another browser that has followed the link."""
    return open_page(room_of(presenter))


def test_a_viewer_sees_all_and_a_copy_of_it_is_the_viewers_own(
    presenter: Page, viewer: Page
) -> None:
    expect(viewer.get_by_text("You are viewer 2")).to_be_visible()
    for name in ("Play", "Step", "Reset", "Add layer"):
        expect(button(viewer, name)).to_have_count(0)
    button(presenter, "Add layer").click()
    button(presenter, "Play").click()
    for page in (presenter, viewer):
        wait_for(page, "layers", lambda value: value == 3)
        wait_for(page, "step", lambda value: value > 100)
    expect(viewer.get_by_text("Layer 3", exact=True)).to_be_visible()

    seen = number(viewer, "step")
    shared = room_of(viewer)
    button(viewer, "Make my own copy").click()
    viewer.wait_for_url(lambda url: shared not in url)
    expect(button(viewer, "Play")).to_be_enabled()
    wait_for(viewer, "layers", lambda value: value == 3)
    # It goes on from where the viewer was.
    wait_for(viewer, "step", lambda value: value >= seen)
    copied = number(viewer, "step")
    button(viewer, "Remove layer").click()
    wait_for(viewer, "layers", lambda value: value == 2)
    button(viewer, "Play").click()
    wait_for(viewer, "step", lambda value: value > copied + 100)

    expect(button(presenter, "Pause")).to_be_visible()
    assert number(presenter, "layers") == 3
    step = number(presenter, "step")
    wait_for(presenter, "step", lambda value: value > step + 100)


@pytest.mark.slow
def test_control_is_lent_and_taken_back(presenter: Page, viewer: Page) -> None:
    presenter.get_by_role("button", name=re.compile("2 watching")).click()
    button(presenter, "Lend control to viewer 2").click()
    expect(viewer.get_by_role("alert")).to_contain_text("lent you control")
    button(viewer, "Add layer").click()
    wait_for(presenter, "layers", lambda value: value == 3)
    button(viewer, "Play").click()
    wait_for(presenter, "step", lambda value: value > 0)

    presenter.keyboard.press("Escape")
    button(presenter, "Take control back from viewer 2").click()
    expect(button(viewer, "Step")).to_have_count(0)
    expect(button(viewer, "Make my own copy")).to_be_visible()
    expect(button(presenter, "Take control back from viewer 2")).to_have_count(0)


@pytest.mark.slow
def test_whoever_was_lent_control_gives_it_back(presenter: Page, viewer: Page) -> None:
    presenter.get_by_role("button", name=re.compile("2 watching")).click()
    button(presenter, "Lend control to viewer 2").click()
    button(viewer, "Give back").click()
    expect(button(viewer, "Make my own copy")).to_be_visible()
    expect(button(presenter, "Lend control to viewer 2")).to_be_visible()


@pytest.mark.parametrize("key", combinations([("Space",)], ["Space", "ArrowRight", "r"]))
def test_a_viewers_key_is_answered_in_words(presenter: Page, viewer: Page, key: str) -> None:
    viewer.keyboard.press(key)
    notice = viewer.get_by_role("alert")
    expect(notice).to_contain_text(ONLY_PRESENTER)
    assert number(presenter, "step") == 0
    shared = room_of(viewer)
    notice.get_by_role("button", name="Make my own copy").click()
    viewer.wait_for_url(lambda url: shared not in url)
    expect(button(viewer, "Play")).to_be_visible()


@pytest.mark.slow
def test_a_viewer_reads_the_settings_and_cannot_change_them(viewer: Page) -> None:
    expect(viewer.locator(".settings")).to_contain_text(ONLY_PRESENTER)
    expect(viewer.get_by_role("slider", name="Noise")).to_be_disabled()
    expect(button(viewer, "Spiral")).to_be_disabled()
    opacity = "element => getComputedStyle(element).opacity"
    assert button(viewer, "Spiral").evaluate(opacity) == "1"
    viewer.get_by_text("Samples and seed").click()
    expect(viewer.get_by_text("250 train")).to_be_visible()


def drawn_input(page: Page) -> list[float]:
    """The sample whose way through the network is drawn."""
    values: list[float] = page.evaluate(
        "Array.from(glassbox.picture?.tensor('activations', 0) ?? [])"
    )
    return values


@pytest.mark.slow
def test_a_viewer_looks_at_a_sample_of_its_own(open_page: OpenPage) -> None:
    presenter = open_page(f"/{fragment({'dataset': {'name': 'digits'}})}")
    viewer = open_page(room_of(presenter))
    for page in (presenter, viewer):
        until(page, lambda page=page: len(drawn_input(page)) == 64)  # type: ignore[misc]
    digits = viewer.locator(".gallery button")
    digits.nth(3).click()
    expect(digits.nth(3)).to_have_attribute("aria-pressed", "true")
    until(viewer, lambda: drawn_input(viewer) != drawn_input(presenter))
    expect(presenter.locator(".gallery button[aria-pressed=true]")).to_have_count(0)

    # The presenter goes elsewhere, and this viewer does not follow until it wants to.
    presenter.locator(".gallery button").nth(5).click()
    expect(presenter.locator(".gallery button").nth(5)).to_have_attribute("aria-pressed", "true")
    expect(digits.nth(3)).to_have_attribute("aria-pressed", "true")
    expect(viewer.get_by_role("button", name="Looking around")).to_be_visible()
    viewer.locator("body").press("f")
    expect(digits.nth(5)).to_have_attribute("aria-pressed", "true")
    until(viewer, lambda: drawn_input(viewer) == drawn_input(presenter))
    expect(viewer.get_by_role("button", name="Looking around")).to_have_count(0)


def test_viewers_follow_what_is_pointed_at_or_look_around(presenter: Page, viewer: Page) -> None:
    click_neuron(presenter, 1, 2)
    card = viewer.locator(".card")
    expect(card).to_contain_text("The presenter points here")
    expect(card).to_contain_text("Layer 1, neuron 3")
    # It stays while the run goes on.
    button(presenter, "Step").click()
    expect(card).to_contain_text("Layer 1, neuron 3")

    viewer.locator(".network").hover(position=neuron(viewer, 2, 1))
    expect(card).to_contain_text("Layer 2, neuron 2")
    expect(card).not_to_contain_text("The presenter")
    around = viewer.get_by_role("button", name="Looking around")
    expect(around).to_be_visible()
    click_neuron(presenter, 1, 0)
    expect(presenter.locator(".card")).to_contain_text("Layer 1, neuron 1")
    expect(card).to_contain_text("Layer 2, neuron 2")

    viewer.keyboard.press("f")
    expect(around).to_have_count(0)
    expect(card).to_contain_text("The presenter points here")
    expect(card).to_contain_text("Layer 1, neuron 1")
    presenter.keyboard.press("Escape")
    presenter.mouse.move(2, 2)
    expect(card).to_have_count(0)


@pytest.mark.slow
def test_the_arrow_keys_look_around_as_well(presenter: Page, viewer: Page) -> None:
    click_neuron(presenter, 1, 2)
    expect(viewer.locator(".card")).to_contain_text("The presenter points here")
    viewer.locator(".network").focus()
    viewer.keyboard.press("ArrowDown")
    expect(viewer.locator(".card")).to_contain_text("Layer 1, neuron 4")
    viewer.get_by_role("button", name="Looking around").click()
    expect(viewer.locator(".card")).to_contain_text("Layer 1, neuron 3")


def test_a_newcomer_sees_what_is_pointed_at(open_page: OpenPage, presenter: Page) -> None:
    click_neuron(presenter, 3, 0)
    expect(open_page(room_of(presenter)).locator(".card")).to_contain_text("Output")


def test_the_invitation_shows_how_to_join_and_who_is_there(
    open_page: OpenPage, address: str, presenter: Page
) -> None:
    code = room_of(presenter).removeprefix("/r/")
    presenter.keyboard.press("i")
    invitation = presenter.get_by_role("dialog", name="Join this room")
    expect(invitation).to_contain_text("192.0.2.20:8000/join")
    expect(invitation.get_by_text(code, exact=True)).to_be_visible()
    picture = invitation.get_by_role("img", name="QR code")
    expect(picture).to_be_visible()
    until(presenter, lambda: picture.evaluate("image => image.naturalWidth > 0"))
    box = picture.bounding_box()
    assert box is not None
    assert box["height"] > 500, "it fills a projector of 720 lines"
    expect(invitation).to_contain_text("1 watching")

    another = open_page("/join", wait=False)
    another.get_by_label("Code of the room").fill(code.lower())
    another.get_by_role("button", name="Join").click()
    another.wait_for_url(f"{address}/r/{code}*")
    expect(invitation).to_contain_text("2 watching")
    presenter.keyboard.press("Escape")
    expect(invitation).to_be_hidden()
    presenter.keyboard.press("i")
    expect(invitation).to_be_visible()
    presenter.keyboard.press("i")
    expect(invitation).to_be_hidden()


def test_keys_do_not_reach_the_run_under_a_dialog(presenter: Page) -> None:
    presenter.keyboard.press("i")
    expect(presenter.get_by_role("dialog")).to_be_visible()
    presenter.keyboard.press("ArrowRight")
    presenter.keyboard.press("Escape")
    expect(presenter.locator(".stop.now")).to_have_count(0)


@pytest.mark.slow
def test_where_only_this_machine_can_connect_the_room_says_what_helps(
    open_page: OpenPage,
) -> None:
    def only_here(page: Page) -> None:
        answer = {"code": "KXQTPA", "viewers": 1, "address": None}
        page.route("**/api/rooms/*", lambda route: route.fulfill(json=answer))

    page = open_page(prepare=only_here)
    page.get_by_role("button", name=re.compile("watching")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text('make run ARGS="--lan"')
    expect(dialog.get_by_role("img", name="QR code")).to_have_count(0)


def test_links_to_the_room_and_to_the_experiment_are_copied(
    open_page: OpenPage, presenter: Page
) -> None:
    presenter.context.grant_permissions(["clipboard-read", "clipboard-write"])
    presenter.get_by_role("button", name=re.compile("watching")).click()
    button(presenter, "Copy link to this room").click()
    expect(button(presenter, "Copied")).to_be_visible()
    clipboard = "navigator.clipboard.readText()"
    assert presenter.evaluate(clipboard) == f"http://192.0.2.20:8000{room_of(presenter)}"
    button(presenter, "Copy link to the experiment").click()
    until(presenter, lambda: "/#e=" in presenter.evaluate(clipboard))


@pytest.mark.slow
def test_another_device_presents_with_the_secret_link(open_page: OpenPage, presenter: Page) -> None:
    asked: list[str] = []
    presenter.on("request", lambda request: asked.append(request.url))
    presenter.get_by_role("button", name=re.compile("watching")).click()
    link = presenter.get_by_label("Secret link")
    expect(link).to_have_count(0)
    button(presenter, "Show the secret link").click()
    expect(presenter.get_by_role("img", name="QR code of the secret link")).to_be_visible()
    secret = link.input_value().split("#")[1]
    assert secret.startswith("presenter=")
    addresses = [address for address in asked if address.startswith("http")]
    assert not any(secret.removeprefix("presenter=") in address for address in addresses)
    presenter.keyboard.press("Escape")
    expect(link).to_have_count(0)

    device = open_page(f"{room_of(presenter)}#{secret}")
    expect(button(device, "Play")).to_be_visible()
    assert secret not in device.url
    presenter.reload()
    expect(button(presenter, "Play")).to_be_visible()


@pytest.mark.slow
def test_a_room_fits_every_screen(open_page: OpenPage) -> None:
    presenter = open_page()
    viewer = open_page(room_of(presenter))
    room = presenter.get_by_role("button", name=re.compile("2 watching"))
    room.click()
    button(presenter, "Lend control to viewer 2").click()
    presenter.keyboard.press("Escape")
    for width, height in ((1280, 720), (1920, 1080), (1024, 768), (390, 844)):
        for page in (presenter, viewer):
            page.set_viewport_size({"width": width, "height": height})
        room.click()
        expect(button(viewer, "Give back")).to_be_in_viewport(ratio=1)
        for page in (presenter, viewer):
            sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert sideways == 0, f"at {width} x {height}"
        wide = "dialog => dialog.scrollWidth - dialog.clientWidth"
        assert presenter.get_by_role("dialog").evaluate(wide) == 0
        presenter.keyboard.press("Escape")
        for name in ("Take control back from viewer 2", "Dark colours"):
            expect(button(presenter, name)).to_be_in_viewport(ratio=1)


class Line:
    """The connection of a page, in our hands."""

    def __init__(self) -> None:
        self.cut = self.dead = False
        self._sockets: list[WebSocketRoute] = []

    def prepare(self, page: Page) -> None:
        """Go between a page and its server."""
        page.route_web_socket("**/ws/**", self._open)

    @property
    def attempts(self) -> int:
        """How often the page has connected."""
        return len(self._sockets)

    def _open(self, socket: WebSocketRoute) -> None:
        number = len(self._sockets)
        self._sockets.append(socket)
        if self.cut:
            socket.close()
            return
        server = socket.connect_to_server()

        def pass_on(message: str | bytes, to: WebSocketRoute) -> None:
            # A socket that died while its owner slept swallows all, and says nothing of it.
            if not (self.dead and number == 0):
                to.send(message)

        socket.on_message(lambda message: pass_on(message, server))
        server.on_message(lambda message: pass_on(message, socket))

    def close(self) -> None:
        """Cut the line, and keep it cut until told otherwise."""
        self.cut = True
        self._sockets[-1].close()


def test_a_lost_connection_is_told_and_comes_back_by_itself(
    open_page: OpenPage, presenter: Page
) -> None:
    line = Line()
    viewer = open_page(room_of(presenter), prepare=line.prepare)
    line.close()
    banner = viewer.get_by_role("alert").filter(has_text="The connection is lost.")
    expect(banner).to_be_visible()
    expect(banner).to_contain_text("Next try in")
    before = line.attempts
    until(viewer, lambda: line.attempts > before)

    presenter.get_by_role("combobox", name="How far one press goes").select_option("epoch")
    button(presenter, "Step").click()
    wait_for(presenter, "epoch", lambda value: value == 1)
    line.cut = False
    expect(banner).to_have_count(0)
    wait_for(viewer, "epoch", lambda value: value == 1)


@pytest.mark.slow
def test_a_phone_that_slept_shows_the_present(open_page: OpenPage, presenter: Page) -> None:
    line = Line()
    viewer = open_page(
        room_of(presenter), prepare=line.prepare, viewport={"width": 390, "height": 844}
    )
    line.dead = True
    button(presenter, "Play").click()
    wait_for(presenter, "step", lambda value: value > 100)
    button(presenter, "Pause").click()
    expect(button(presenter, "Play")).to_be_visible()
    assert number(viewer, "step") == 0
    viewer.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    wait_for(viewer, "step", lambda value: value == number(presenter, "step"))
    expect(viewer.locator(".banner")).to_have_count(0)
    assert line.attempts == 2
    assert viewer.evaluate("glassbox.received") < 20, "the present, no backlog"
