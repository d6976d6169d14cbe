"""What a first visit loads, compressed, and from where."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Response

from benchmarks.browser import chromium, server

LIMIT_KB = 250


def run() -> None:
    """Print the bytes of everything that the first visit loads, by kind."""
    with server() as address, chromium() as browser:
        page = browser.new_page()
        responses: list[Response] = []
        page.on("response", lambda response: responses.append(response))
        page.goto(address)
        page.get_by_role("button", name="Play", exact=True).wait_for()
        page.locator("[data-metric=layers]", has_text="2").wait_for()
        sizes: dict[str, int] = {}
        for response in responses:
            response.finished()
            kind = response.request.resource_type
            sizes[kind] = sizes.get(kind, 0) + response.request.sizes()["responseBodySize"]
        hosts = {urlsplit(response.url).netloc for response in responses}
        page.close()
    total = sum(sizes.values())
    print(f"Page weight: {total / 1024:.0f} KB compressed (limit {LIMIT_KB} KB)")
    for kind, size in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"  {kind:12} {size / 1024:7.1f} KB")
    print(f"  {len(responses)} requests to {len(hosts)} host: {', '.join(sorted(hosts))}")
