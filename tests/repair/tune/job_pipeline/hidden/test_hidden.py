import asyncio

from pipeline import StepFailed, run, run_step


def test_width_is_kept():
    active, most = 0, 0

    async def watch(value):
        nonlocal active, most
        active += 1
        most = max(most, active)
        for _ in range(3):
            await asyncio.sleep(0)
        active -= 1
        return value

    assert run(list(range(10)), [("watch", watch)], width=2) == list(range(10))
    assert most == 2


def test_failure_inside_a_coroutine():
    async def fail(value):
        raise ValueError(value)

    (result,) = run([1], [("late", fail)])
    assert isinstance(result, StepFailed) and result.step == "late"
    assert asyncio.run(run_step("id", lambda v: None, 1)) is None
