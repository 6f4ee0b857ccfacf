"""The rendering child: pages come, the latest wins, slow texts are paused, and a child that ends is replaced."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.article import Article
from desktop.core.page import Page
from desktop.exporters.export import Options
from desktop.rendering.child import MOST_AT_ONCE, RenderingChild, RenderingFailedError, RenderingTooSlowError
from desktop.rendering.page import render_page
from tests.example import example_article

MODULE = "desktop.services.child_process"
ROOT = Path(__file__).resolve().parents[2]
SLOW = "[" * 12_000
PATIENCE = 60.0


@pytest.fixture
def child() -> Iterator[RenderingChild]:
    made = RenderingChild(MODULE)
    yield made
    made.close()


def with_body(article: Article, part_id: str, body: str) -> Article:
    parts = tuple(replace(part, body=body) if part.id == part_id else part for part in article.review.parts)
    return article.with_record(replace(article.review, parts=parts))


def page_from(child: RenderingChild, article: Article) -> Page:
    pages: queue.SimpleQueue[Page] = queue.SimpleQueue()
    child.render(article, pages.put)
    return pages.get(timeout=PATIENCE)


def test_the_childs_page_is_the_page(child: RenderingChild) -> None:
    child.start()
    assert page_from(child, example_article()) == render_page(example_article())


def test_what_crosses_the_pipe_is_plain(child: RenderingChild) -> None:
    assert all(type(block.html) is str for block in page_from(child, example_article()).blocks)


@pytest.mark.parametrize("lengths", [(0,), (0, 0, MOST_AT_ONCE)], ids=["small", "small and large"])
def test_the_latest_page_wins_and_the_last_always_comes(child: RenderingChild, lengths: tuple[int, ...]) -> None:
    pages: queue.SimpleQueue[tuple[int, Page]] = queue.SimpleQueue()
    page_from(child, example_article())
    for number in range(200):
        article = with_body(example_article(), "plot", f"Text number {number}." + lengths[number % len(lengths)] * "x")
        child.render(article, lambda page, number=number: pages.put((number, page)))  # type: ignore[misc]
    numbers: list[int] = []
    while not numbers or numbers[-1] != 199:
        number, page = pages.get(timeout=PATIENCE)
        assert f"Text number {number}." in page.article()
        numbers.append(number)
    assert numbers == sorted(numbers)
    assert len(numbers) < 200


def test_a_slow_text_is_paused_alone_and_tried_again_when_it_changes(child: RenderingChild) -> None:
    first = page_from(child, example_article())
    process = child.process_id
    slow = with_body(example_article(), "plot", SLOW)
    page = page_from(child, slow)
    assert page.paused == ("plot",)
    assert child.process_id != process
    assert f'<p class="paused">{SLOW}</p>' in page.article()
    others = [block for block in page.blocks if block.id not in {"part-plot", "byline"}]
    assert others == [block for block in first.blocks if block.id not in {"part-plot", "byline"}]

    process = child.process_id
    elsewhere = page_from(child, with_body(slow, "intro", "Another *text*."))
    assert elsewhere.paused == ("plot",)
    assert "<em>text</em>" in elsewhere.article()
    assert child.process_id == process

    mended = page_from(child, with_body(slow, "plot", "Quick *again*."))
    assert mended.paused == ()
    assert "<em>again</em>" in mended.article()


def test_a_child_that_was_killed_is_replaced(child: RenderingChild) -> None:
    first = page_from(child, example_article())
    killed = child.process_id
    assert killed is not None
    os.kill(killed, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    assert page_from(child, example_article()) == first
    assert child.process_id not in {None, killed}


def test_calls_are_all_done_in_order_beside_pages(child: RenderingChild) -> None:
    futures = [child.call("paste", f"<p>{number} <b>x</b></p>") for number in range(5)]
    page = page_from(child, example_article())
    assert [future.result(PATIENCE) for future in futures] == [f"{number} **x**" for number in range(5)]
    assert page.blocks


def test_a_call_that_fails_says_why_and_the_child_lives_on(child: RenderingChild) -> None:
    with pytest.raises(RenderingFailedError, match="KeyError"):
        child.call("nothing of the kind", None).result(PATIENCE)
    process = child.process_id
    assert child.call("paste", "<i>x</i>").result(PATIENCE) == "*x*"
    assert child.process_id == process


def test_a_call_past_its_limit_is_stopped(child: RenderingChild) -> None:
    slow = with_body(example_article(), "plot", SLOW)
    with pytest.raises(RenderingTooSlowError, match=r"longer than 0\.5 seconds"):
        child.call("export", (slow, "html", Options()), limit_seconds=0.5).result(PATIENCE)
    assert child.call("paste", "<i>x</i>").result(PATIENCE) == "*x*"


def test_closing_ends_the_process_and_cancels_what_waits() -> None:
    child = RenderingChild(MODULE)
    child.call("paste", "x").result(PATIENCE)
    process = child.process_id
    assert process is not None
    slow = child.call("export", (with_body(example_article(), "plot", SLOW), "html", Options()))
    waiting = child.call("paste", "y")
    child.close()
    child.close()
    with pytest.raises(CancelledError):
        waiting.result(PATIENCE)
    with pytest.raises(CancelledError):
        slow.result(PATIENCE)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    with pytest.raises(RuntimeError):
        child.start()


def test_a_child_closed_before_its_first_request_never_starts() -> None:
    child = RenderingChild(MODULE)
    child.close()
    assert child.process_id is None


@pytest.mark.expects_log("a callback of the rendering child failed")
def test_an_error_in_a_callback_does_not_end_the_thread(child: RenderingChild) -> None:
    def fails(_page: Page) -> None:
        raise ZeroDivisionError

    child.render(example_article(), fails)
    assert child.call("paste", "<i>x</i>").result(PATIENCE) == "*x*"


def test_a_module_that_cannot_start_is_told_and_not_tried_for_ever() -> None:
    child = RenderingChild("desktop.rendering.no_such_module")
    failures: queue.SimpleQueue[Exception] = queue.SimpleQueue()
    try:
        child.render(example_article(), lambda _page: None, on_failure=failures.put)
        assert isinstance(failures.get(timeout=PATIENCE), RenderingFailedError)
        with pytest.raises(RenderingFailedError, match="before it was ready"):
            child.call("paste", "x").result(PATIENCE)
    finally:
        child.close()


def test_stray_prints_do_not_disturb_the_pipe(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from desktop.rendering import worker\n"
        "def chat(payload, notice):\n"
        "    print('stray'); os.write(1, b'stray'); notice('a', 5000); return payload\n"
        "worker.serve({'chat': chat})\n"
    )
    (tmp_path / "chatter.py").write_text(code, encoding="utf-8")
    asked = (
        "import subprocess, sys; from desktop.rendering.pipe import receive, send\n"
        "p = subprocess.Popen([sys.executable, sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "got = [receive(p.stdout)]; send(p.stdin, (7, 'chat', 'x')); got += [receive(p.stdout), receive(p.stdout)]\n"
        "p.stdin.close(); print(got, p.stdout.read(), p.wait()); p.stdout.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked, str(tmp_path / "chatter.py")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[('ready',), ('part', 7, 'a'), ('done', 7, 'x')] b'' 0"
    assert done.stderr.count("stray") == 2


def test_neither_process_loads_what_is_the_others() -> None:
    def loaded(module: str) -> set[str]:
        code = f"import {module}, sys; print(*sys.modules)"
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
        return {name.partition(".")[0] for name in done.stdout.split()}

    assert not loaded("desktop.rendering.child") & {"markdown", "jinja2", "markupsafe", "nh3", "bs4", "markdownify", "PySide6"}
    assert not loaded(MODULE) & {"PySide6", "peewee", "apsw", "sqlite3"}
