"""Jobs run one after the other; short questions do not wait for them."""

from __future__ import annotations

import gc
import threading

from desktop.services.jobs import JobRunner, uncollected


def test_a_question_is_answered_while_a_job_runs() -> None:
    runner, may_end = JobRunner(), threading.Event()
    try:
        job = runner.run(lambda _job: may_end.wait(20))
        assert runner.answer(lambda: 7).result(timeout=20) == 7
        assert not job.done()
        may_end.set()
        assert job.result(timeout=20)
    finally:
        may_end.set()
        runner.close()


def test_what_is_asked_for_after_the_end_is_cancelled() -> None:
    runner = JobRunner()
    runner.close()
    assert runner.run(lambda _job: 7).cancelled()
    assert runner.answer(lambda: 7).cancelled()


def test_no_garbage_is_looked_for_inside_and_afterwards_it_is_as_before() -> None:
    seen: list[str] = []

    def note(phase: str, _info: dict[str, int]) -> None:
        seen.append(phase)

    gc.callbacks.append(note)
    gc.enable()
    try:
        with uncollected():
            made = [[number] for number in range(200_000)]
            assert (len(made), seen) == (200_000, [])
        assert gc.isenabled()
        gc.disable()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
        gc.callbacks.remove(note)
