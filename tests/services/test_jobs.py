"""Jobs run one after the other; short questions do not wait for them."""

from __future__ import annotations

import threading

from desktop.services.jobs import JobRunner


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
